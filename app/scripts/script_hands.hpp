#pragma once

#include "app/scripts/json_view.hpp"
#include "app/surfaces/guest_news.hpp"
#include "controllers/surface/guest.hpp"
#include "core/engine/status.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace clave {

/// What scripts want of controllers: which chains and pads they listen to, and what they have lit; and how
/// much of what hands do may be on its way to them. Thread-safe: no. Realtime-safe: no.
class ScriptHands {
public:
    /// What hands did goes to scripts by so many; more when those have been dealt with.
    static constexpr int kAtOnce = 32;
    /// Most lights that scripts may ask for, by device and pad.
    static constexpr std::size_t kMostLights = 4096;

    // What scripts say.
    /// All chains and pads that they listen to now: `{"chains": […], "pads": […]}`.
    void listen(const JsonView& said);
    /// A light, or with no color that it is the map's again.
    void light(const JsonView& said);
    /// All lights of a script go out.
    void darken(const std::string& script);
    /// What they said last has been dealt with.
    void onEcho(const JsonView& said);

    /// Scripts that do not run want nothing.
    void keepOnly(const std::function<bool(const std::string& script)>& isLive);
    /// The process is another one: what was on its way is lost.
    void forgetEcho() noexcept { awaited_ = 0; }
    /// What they all want, when that has changed since the last call; else null.
    [[nodiscard]] GuestWishPtr takeWish();

    /// Whether something more may be sent to scripts.
    [[nodiscard]] bool hasRoom() const noexcept { return awaited_ == 0; }
    struct Text {
        std::string kind;
        std::string json;
    };
    /// As the scripts' process is told it; the last of so many asks for an echo.
    [[nodiscard]] static Text textOf(const GuestNews& news, const ClockStatus& status);
    [[nodiscard]] Text nextEcho();
    [[nodiscard]] static Text textOf(std::span<const GuestDevice> devices);

private:
    struct Lit {
        std::string script;
        GuestWish::Lit lit;
    };
    struct Listener {
        std::string script;
        GuestWish::Touch touch;
    };
    struct Chain {
        std::string script;
        GuestWish::Chain chain;
    };
    void collectChains();

    std::vector<Chain> heardChains_;
    std::vector<Listener> listeners_;
    std::vector<Lit> lights_;  ///< the oldest first
    std::shared_ptr<const std::vector<GuestWish::Chain>> chains_;  ///< as given away
    bool hasChanged_ = false;
    std::uint64_t echoes_ = 0;
    std::uint64_t awaited_ = 0;  ///< 0: none
};

}  // namespace clave
