#include "tests/bench/jack/timing_song.hpp"

#include "tests/support/builders.hpp"

#include <algorithm>
#include <array>

namespace clave::bench {
namespace {

constexpr std::size_t kSteps = 16;
constexpr double kSwing = 0.62;  ///< the share of a pair of steps that its first one takes
constexpr double kPair = 0.5;  ///< quarters
constexpr int kSwungPitch = 36;  ///< of the first step; each step has its own
constexpr int kStraightPitch = 60;
constexpr int kVelocity = 64;
constexpr int kRamp = 48;  ///< by which the last strike is louder; shared out without a rest by 3, 5 and 7

/// How many times a step of the swung voice strikes: on the beat and off it.
std::uint8_t strikes(std::size_t step)
{
    switch (step) {
    case 2:
    case 15:
        return 3;
    case 5:
        return 5;
    case 8:
        return 7;
    default:
        return 1;
    }
}

/// Ratchets share out their step as the swing has stretched it.
test::GridCycle swungBar()
{
    test::GridCycle bar {{}, kBarQuarters};
    for (std::size_t step = 0; step < kSteps; ++step) {
        const bool isFirst = step % 2 == 0;
        const double start = static_cast<double>(step / 2) * kPair + (isFirst ? 0.0 : kSwing * kPair);
        const double length = kPair * (isFirst ? kSwing : 1.0 - kSwing);
        for (int hit = 0; hit < strikes(step); ++hit) {
            const int velocity = kVelocity + (hit == 0 ? 0 : kRamp * hit / (strikes(step) - 1));
            bar.notes.push_back({timingKey(kSwungPitch + static_cast<int>(step), velocity),
                start + length * hit / strikes(step)});
        }
    }
    return bar;
}

test::GridCycle straightBar()
{
    test::GridCycle bar {{}, kBarQuarters};
    for (std::size_t step = 0; step < kSteps; ++step)
        bar.notes.push_back({timingKey(kStraightPitch + static_cast<int>(step), kVelocity),
            static_cast<double>(step) * kPair / 2.0});
    return bar;
}

Pattern patternOf(int firstPitch)
{
    Pattern pattern;
    for (std::size_t step = 0; step < kSteps; ++step)
        pattern.steps[step] = test::stepOf(firstPitch + static_cast<int>(step), kVelocity);
    return pattern;
}

void addNote(std::vector<LoopEvent>& events, Channel channel, int key, double start, double end)
{
    events.push_back({start, Message::noteOn(channel, key / 128, key % 128)});
    events.push_back({(start + end) / 2.0, Message::noteOff(channel, key / 128)});
}

}  // namespace

std::vector<TimingVoice> timingVoices()
{
    return {{Channel::from1to16(1), swungBar()}, {Channel::from1to16(2), straightBar()}};
}

Song timingSong(double bpm)
{
    Pattern swung = patternOf(kSwungPitch);
    for (std::size_t step = 0; step < kSteps; ++step) {
        swung.steps[step].retrig.count = strikes(step);
        swung.steps[step].retrig.velocityRamp = kRamp;
    }
    Pattern straight = patternOf(kStraightPitch);
    straight.swing = Swing {};
    Song song = test::songOf({std::move(swung), std::move(straight)});
    song.name = "Timing";
    song.tempo = Tempo::clampedBpm(bpm);
    song.swing.percent = kSwing * 100.0;
    return song;
}

std::vector<LoopEvent> timingEvents(double bpm, std::size_t bars)
{
    const double seconds = 60.0 / bpm;  // of a quarter
    std::vector<LoopEvent> events;
    for (const auto& voice : timingVoices()) {
        const auto& notes = voice.bar.notes;
        for (std::size_t bar = 0; bar < bars; ++bar) {
            const double start = static_cast<double>(bar) * kBarQuarters;
            for (std::size_t i = 0; i < notes.size(); ++i) {
                const double next = i + 1 < notes.size() ? notes[i + 1].quarters : kBarQuarters;
                addNote(events, voice.channel, notes[i].key, (start + notes[i].quarters) * seconds,
                    (start + next) * seconds);
            }
        }
    }
    std::ranges::stable_sort(events, {}, &LoopEvent::seconds);
    return events;
}

std::size_t timingNotes(std::size_t bars)
{
    std::size_t notes = 0;
    for (const auto& voice : timingVoices())
        notes += voice.bar.notes.size();
    return notes * bars;
}

}  // namespace clave::bench
