#pragma once

#include "core/engine/event_buffer.hpp"
#include "core/engine/player_state.hpp"
#include "core/engine/snapshot.hpp"
#include "core/ports/ledger.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace clave::test {

inline constexpr Tick kBeat {kPpqn};
inline constexpr Tick kBar {4 * kPpqn};

/// One message that left, at its place in the music.
struct PlayedMessage {
    Position at;
    std::uint16_t track = 0;
    std::uint8_t port = 0;
    Message message;

    friend bool operator==(const PlayedMessage&, const PlayedMessage&) = default;
};

/// The player under test: plays a song that the test changes as it likes, each port behind a ledger as when
/// live.
class TestPlayer {
public:
    explicit TestPlayer(Song theSong);

    void start(Tick from = {});
    void stop();
    void resume();
    void jump(Position to);
    /// Plays up to `to`, in one go or in slices of that length.
    void playTo(Position to, Position slice = kNever);
    /// From the start through so many bars of 4/4, then stops.
    TestPlayer& playBars(double bars);

    /// After a change of `song` or `performance`: the player sees it from now on.
    void publish();
    void launchScene(int scene, LaunchAt at, bool keepPlace = false);
    void launchPattern(std::size_t track, int slot, LaunchAt at, bool keepPlace = false);
    void cancelLaunches();

    [[nodiscard]] const std::vector<PlayedMessage>& played() const noexcept { return played_; }
    /// What was played since the last call.
    [[nodiscard]] std::vector<PlayedMessage> take();
    void forget() noexcept { played_.clear(); }

    // As music: `bar.beat.sixteenth` and so many ticks after, from 1.1.1; the count-in is bar 0 and below.
    /// Note-ons, one a line: "1.1.1 C3 100". Only those of a track, if given.
    [[nodiscard]] std::string notes(int track = -1) const;
    /// Everything but note-offs' velocity: "1.1.1 C3 100", "1.1.1+2520 C3 off", "1.1.1 cc 74 12".
    [[nodiscard]] std::string events(int track = -1) const;
    /// Note-ons of a track as a row of sixteenths: "x...x.x.".
    [[nodiscard]] std::string grid(int track = 0) const;

    [[nodiscard]] std::uint32_t sounding() const noexcept;

    Song song;
    Performance performance;
    PlayerState state;
    /// Places where scenes began, with tempo and metre.
    std::vector<PlayerMark> marks;

private:
    void collect();

    Snapshot snapshot_;
    std::uint64_t serial_ = 1;
    std::uint32_t run_ = 0;
    std::uint32_t requests_ = 0;
    EventBuffer buffer_ {1U << 18U};
    std::map<std::uint8_t, NoteLedger> ledgers_;
    std::vector<PlayedMessage> played_;
};

/// "1.1.1", "2.4.3+12".
[[nodiscard]] std::string placeText(Position at);

/// The lines of a text block: leading spaces and empty lines are left out, so that expectations can be
/// indented.
[[nodiscard]] std::string lines(std::string_view block);

}  // namespace clave::test
