#include "core/engine/player.hpp"
#include "core/engine/session.hpp"
#include "core/time/steady_clock.hpp"

#include "tests/bench/benchmarks.hpp"
#include "tests/bench/samples.hpp"
#include "tests/bench/table.hpp"
#include "tests/support/builders.hpp"

#include <fmt/format.h>

#include <ctime>
#include <string>
#include <utility>

namespace clave::bench {
namespace {

constexpr std::size_t kTracks = 64;
constexpr int kSteps = 128;
constexpr int kRounds = 5;

/// Time that this thread has had a core for: what others do meanwhile does not count.
double threadSeconds()
{
    timespec time {};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

/// Every step is on and unlike its neighbors: pitch, velocity, length and nudge. One note each, no retrigs.
Pattern distinct(int track)
{
    Pattern pattern = test::row(std::string(kSteps, 'x'));
    for (int i = 0; i < kSteps; ++i) {
        Step& step = pattern.steps[static_cast<std::size_t>(i)];
        step.notes[0].pitch = static_cast<std::uint8_t>((i * 7 + track) % 128);
        step.notes[0].velocity = static_cast<std::uint8_t>(1 + (i * 13 + track) % 127);
        step.notes[0].gate = Gate::of(Gate::kStep / 8 * (1 + (i + track) % 8));
        step.nudge = static_cast<std::int16_t>((i * 31 + track) % 200);
    }
    return pattern;
}

/// The same with all there is: chords, chance, conditions, retrigs, slides, locks, swing, a groove, lanes,
/// scale.
Pattern everything(int track)
{
    Pattern pattern = distinct(track);
    for (int i = 0; i < kSteps; ++i) {
        Step& step = pattern.steps[static_cast<std::size_t>(i)];
        if (i % 4 == 0)
            (void)step.notes.tryPush({static_cast<std::uint8_t>(i), 90, 70, Gate::of(Gate::kStep * 2)});
        step.probability = static_cast<std::uint8_t>(60 + i % 41);
        if (i % 5 == 0)
            step.condition = test::passesOf(1 + i % 2, 2);
        if (i % 6 == 0)
            step.retrig.count = static_cast<std::uint8_t>(2 + i % 4);
        step.slide = i % 7 == 0;
        step.locks = {{Lock::Kind::Cc, 74, static_cast<std::int16_t>(i)}};
    }
    pattern.groove = "lazy";
    pattern.direction = static_cast<Direction>(track % 6);
    pattern.lanes[static_cast<std::size_t>(Lane::Velocity)] = {0, static_cast<std::uint8_t>(5 + track % 20)};
    return pattern;
}

Song songOf(Pattern (*make)(int))
{
    std::vector<Pattern> patterns;
    for (std::size_t i = 0; i < kTracks; ++i)
        patterns.push_back(make(static_cast<int>(i)));
    Song song = test::songOf(patterns);
    song.swing.percent = 58.0;
    song.scale.notes = 0xAB5;
    song.grooves = {{"lazy", std::vector<GroovePoint>(16, {40, 0.9, 1.1})}};
    for (std::size_t i = 0; i < kTracks; i += 2)
        test::changeTrack(song, i, [](Track& track) { track.scaleLock = true; });
    return song;
}

struct Cost {
    double notesPerSecond = 0.0;
    double eventsPerSecond = 0.0;
    double nanosecondsPerStep = 0.0;
};

/// The best of some rounds of a hundred bars, in slices of so many ticks.
Cost measure(const Song& song, Tick slice)
{
    const Snapshot snapshot = makeSnapshot(std::make_shared<const Song>(song), {}, 1);
    PlayerState state;
    EventBuffer buffer(1U << 17U);
    const Tick end = Tick {kPpqn * 4} * 100;
    Cost best;
    for (int round = 0; round < kRounds; ++round) {
        buffer.clear();
        start(snapshot, state, Tick {}, static_cast<std::uint32_t>(round + 1), buffer);
        std::size_t notes = 0;
        std::size_t events = 0;
        const double begin = threadSeconds();
        while (state.now < end) {
            buffer.clear();
            advance(snapshot, state, state.now + slice, buffer);
            events += buffer.events().size();
            for (const auto& event : buffer.events())
                notes +=
                    event.order == PlayerEvent::Order::NoteOn || event.order == PlayerEvent::Order::NoteOff
                    ? 1U
                    : 0U;
        }
        const double time = threadSeconds() - begin;
        const double steps = static_cast<double>(kTracks) * 1600;
        if (static_cast<double>(notes) / time > best.notesPerSecond)
            best = {
                static_cast<double>(notes) / time, static_cast<double>(events) / time, time * 1e9 / steps};
    }
    return best;
}

void addRow(Table& table, const std::string& name, const Song& song, Tick slice)
{
    const Cost cost = measure(song, slice);
    table.add({name, figure(cost.notesPerSecond / 1e6), figure(cost.eventsPerSecond / 1e6),
        figure(cost.nanosecondsPerStep)});
}

}  // namespace

void player()
{
    Table table("Player: 64 tracks of 128 steps, one core",
        {"song", "note-ons + offs, M/s", "all messages, M/s", "ns a step"});
    const Tick render {kPpqn};  // 500 ms at 120 bpm, as rendering does
    const Tick live {80};  // 2 ms at 120 bpm, as the clock thread does
    addRow(table, "distinct notes, rendering", songOf(distinct), render);
    addRow(table, "distinct notes, live", songOf(distinct), live);
    addRow(table, "everything on, rendering", songOf(everything), render);
    addRow(table, "everything on, live", songOf(everything), live);
    table.note("aim: 5 million note-ons and note-offs a second with distinct notes");
    table.print();
}

void edits()
{
    Song song = test::songOf(std::vector<Pattern>(8, distinct(0)));
    for (std::size_t track = 0; track < 8; ++track) {
        for (std::size_t slot = 1; slot < 125; ++slot)
            test::addPattern(song, track, distinct(static_cast<int>(slot)));
    }
    Session session(std::move(song));
    const SteadyClock clock;
    Samples samples;
    for (int i = 0; i < 2000; ++i) {
        const auto place = static_cast<std::size_t>(i);
        Command command {SetStep {{place % 8, place % 125}, place % 128, test::stepOf(i % 128)}, "bench", 0};
        const TimePoint begin = clock.now();
        (void)session.apply(command);
        samples.add(static_cast<double>((clock.now() - begin).count()) / 1e3);
    }
    Table table("Edit to published: a song of 1,000 patterns of 128 steps",
        {"edit", "median µs", "99 % µs", "worst µs"});
    table.add(
        {"one step", figure(samples.median()), figure(samples.quantile(0.99)), figure(samples.worst())});
    table.note("aim: a median under 50 µs");
    table.print();
}

}  // namespace clave::bench
