#pragma once

#include "app/window/ui/ui_frame.hpp"
#include "core/ports/midi_output.hpp"
#include "core/sync/sync_source.hpp"
#include "core/time/time_point.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace clave {

/// Whether notes are late now so that it can be heard, or were left out for the machine stood still. Counts
/// grow; what matters is that they did lately. Thread-safe: no. Realtime-safe: no.
class LateWatch {
public:
    /// A note so late is heard as late: what musicians notice between two notes that should be together is
    /// some 10 ms, and less in a dense rhythm.
    static constexpr Nanoseconds kAudible = std::chrono::microseconds {4096};
    static constexpr Nanoseconds kShownFor = std::chrono::seconds {8};

    /// \param skips how often playing skipped to now, after the machine had stood still
    /// \param isStarting another machine has just started us: what is late then could not be known before,
    /// and is no news
    void look(const std::vector<OutputReport>& reports, std::uint64_t skips, TimePoint now,
        bool isStarting = false);
    /// "12 notes came late, up to 7.3 ms", "The machine stood still once"; empty when all is well.
    [[nodiscard]] std::string words(TimePoint now) const;

private:
    std::uint64_t late_ = 0;
    std::uint64_t skips_ = 0;
    std::uint64_t lateLately_ = 0;
    std::uint64_t skipsLately_ = 0;
    Nanoseconds worst_ {0};
    TimePoint until_ {};
    bool hasLooked_ = false;
};

/// What the notices about playing follow from.
struct PlayingFacts {
    bool isSilent = false;  ///< nothing is heard, and nobody asked for that
    std::vector<std::string> troubles;  ///< of outputs, one sentence each
    std::vector<std::string> inputTroubles;  ///< of keyboards, likewise
    bool isFirstRun = false;  ///< the demo plays, and nobody has ever opened a song
    std::string late;  ///< of LateWatch
    std::string realtime;  ///< why the clock has no priority; empty when it has
    SyncReport sync;
    std::string clockInput;  ///< whose MIDI clock is followed; empty: what comes into our own port
};

/// The most important first. Thread-safe: yes. Realtime-safe: no.
[[nodiscard]] std::vector<Notice> playingNotices(const PlayingFacts& facts);

}  // namespace clave
