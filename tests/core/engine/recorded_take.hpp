#pragma once

#include "tests/support/builders.hpp"
#include "tests/support/live_rig.hpp"

#include <doctest/doctest.h>

#include <map>
#include <string>
#include <vector>

namespace clave::test {

inline constexpr Nanoseconds kStep = std::chrono::milliseconds {125};  ///< a sixteenth at 120 bpm
inline constexpr Nanoseconds kLoop = 16 * kStep;

inline Pattern empty(std::size_t steps = 16)
{
    Pattern pattern;
    pattern.steps.resize(steps);
    pattern.last = static_cast<std::uint8_t>(steps - 1);
    return pattern;
}

/// Plays into a song that records; times count from the first step.
class Take {
public:
    explicit Take(const Song& song, Recording how = {}) : rig(song)
    {
        how.on = true;
        REQUIRE(rig.send(SetRecording {how}));
    }
    void play()
    {
        REQUIRE(rig.send(Play {}));
        rig.wake();
        begin = rig.clock.now() + ClockWork::Timing {}.startDelay;
        begin += rig.session.song()->metronome.countInBars * kLoop;
    }
    void note(Nanoseconds at, Nanoseconds length, int pitch = 60, int channel = 1)
    {
        messages_.emplace(at, Message::noteOn(Channel::from1to16(channel), pitch, 90));
        messages_.emplace(at + length, Message::noteOff(Channel::from1to16(channel), pitch));
    }
    /// Up to so long after the first step; what was played by then is heard.
    void runTo(Nanoseconds end)
    {
        for (const auto& [at, message] : messages_)
            rig.keyboard.push(begin + at, message);
        messages_.clear();
        rig.run(begin + end - rig.clock.now());
    }
    [[nodiscard]] const Pattern& pattern(std::size_t track = 0, std::size_t slot = 0) const
    {
        return *rig.session.song()->tracks[track]->slots[slot];
    }
    /// "x..x": where notes are.
    [[nodiscard]] std::string grid(std::size_t track = 0, std::size_t slot = 0) const
    {
        std::string text;
        for (const Step& step : pattern(track, slot).steps)
            text += !step.on             ? '.'
                : step.notes.size() == 1 ? 'x'
                                         : static_cast<char>('0' + step.notes.size());
        return text;
    }
    /// When note-ons left in [from, to), as the person at the synth hears them.
    [[nodiscard]] std::vector<Nanoseconds> heard(Nanoseconds from, Nanoseconds to) const
    {
        std::vector<Nanoseconds> list;
        for (const auto& one : rig.notes()) {
            if (one.time - begin >= from && one.time - begin < to)
                list.push_back(one.time - begin);
        }
        return list;
    }

    LiveRig rig;
    TimePoint begin {};

private:
    std::multimap<Nanoseconds, Message> messages_;
};

}  // namespace clave::test
