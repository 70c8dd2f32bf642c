#pragma once

#include "app/net/osc_message.hpp"
#include "core/engine/snapshot.hpp"
#include "core/engine/status.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace clave {

/// Is it a kind of news that one can subscribe to: "step", "beat", "transport" ...?
[[nodiscard]] bool isOscNews(std::string_view kind);
/// The sentence for one that is not.
[[nodiscard]] std::string unknownOscNews(std::string_view kind);

struct OscNewsItem {
    std::string_view kind;
    OscMessage message;
};

/// What has happened from one look to the next, as messages. Steps are seen as they play; of two that a look
/// has missed between them only the later one is told. Thread-safe: no. Realtime-safe: no.
class OscNews {
public:
    [[nodiscard]] std::vector<OscNewsItem> look(const ClockStatus& status, const Snapshot& snapshot);
    /// Everything as it was at the last look, but for steps: what a new subscriber begins with.
    [[nodiscard]] std::vector<OscNewsItem> all() const;

private:
    struct Seen {
        bool playing = false;
        std::uint32_t bar = 0;
        std::uint16_t beat = 0;
        double tempo = 0.0;
        std::int16_t scene = -1;
        std::int16_t queuedScene = -1;
        SongPtr song;
        std::vector<bool> mutes;
    };
    struct Place {
        std::uint32_t id = 0;
        std::int16_t slot = -1;
        std::int16_t step = -1;
        std::uint32_t pass = 0;
        std::uint32_t run = 0;

        friend bool operator==(const Place&, const Place&) = default;
    };

    [[nodiscard]] static Seen see(const ClockStatus& status, const Snapshot& snapshot);
    void tell(std::vector<OscNewsItem>& items, const std::optional<Seen>& before) const;
    void tellSteps(std::vector<OscNewsItem>& items, const ClockStatus& status);

    std::optional<Seen> seen_;
    std::vector<Place> places_;
};

}  // namespace clave
