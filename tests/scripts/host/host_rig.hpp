#pragma once

#include "core/time/steady_clock.hpp"
#include "scripts/host/script_host.hpp"

#include <nlohmann/json.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace clave::test {

#ifdef __SANITIZE_THREAD__
/// The thread sanitizer holds signals back until an instrumented function is called, which Python has none
/// of.
inline constexpr bool kHoldsSignalsBack = true;
#else
inline constexpr bool kHoldsSignalsBack = false;
#endif

#ifdef __SANITIZE_ADDRESS__
/// The address sanitizer keeps what was freed.
inline constexpr bool kKeepsMemory = true;
#else
inline constexpr bool kKeepsMemory = kHoldsSignalsBack;
#endif

/// A ScriptHost with a real Python whose Runtime is data/plain_runtime.py, and everything that it said.
/// The time is the real one: the child's watchdog goes by it.
class HostRig : private ScriptSink {
public:
    explicit HostRig(ScriptHostOptions options = plain());
    [[nodiscard]] static ScriptHostOptions plain();

    /// Loads a script and waits until it is there. Its name and file are "NAME.py".
    void load(const std::string& name, const std::string& text);
    void send(std::string_view kind, const nlohmann::json& json) { host.send(kind, json.dump()); }
    /// Asks for step `index` of each track from 1 to `tracks`, due in a minute, and ends the slice.
    void ask(std::uint32_t tracks, std::uint32_t index);
    /// Polls until `isSo` or five seconds are over; what it said then.
    bool until(const std::function<bool()>& isSo);

    [[nodiscard]] Result<void> runSlice(std::span<const ScriptAsk> asks)
    {
        return host.runSlice(asks, *this);
    }
    [[nodiscard]] Result<void> settle() { return host.settle(*this); }

    /// How often step `index` of the track has been answered.
    [[nodiscard]] int answers(std::uint32_t track, std::uint32_t index) const;
    [[nodiscard]] bool hasAll(std::uint32_t tracks, std::uint32_t index) const;
    /// The last text of a kind; null: there was none.
    [[nodiscard]] nlohmann::json last(std::string_view kind) const;
    [[nodiscard]] int count(std::string_view kind) const;
    [[nodiscard]] static std::string file(const std::string& name) { return "/songs/" + name + ".py"; }

    SteadyClock clock;
    ScriptHost host;
    std::vector<ScriptAnswer> all;
    std::vector<std::pair<std::string, nlohmann::json>> texts;

private:
    void onAnswer(const ScriptAnswer& answer) override { all.push_back(answer); }
    void onText(std::string_view kind, const std::string& json) override
    {
        texts.emplace_back(kind, nlohmann::json::parse(json));
    }
};

}  // namespace clave::test
