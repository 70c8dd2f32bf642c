#include "app/timing/loop_figures.hpp"

#include "app/timing/loop_report.hpp"
#include "core/ports/recording_output.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <functional>
#include <random>
#include <vector>

using namespace clave;

namespace {

using namespace std::chrono_literals;

using Delay = std::function<Nanoseconds(std::size_t)>;

/// A loop that brings everything back after a while.
std::vector<ReceivedMessage> around(const std::vector<TimedMessage>& plan, const Delay& delay)
{
    RecordingOutput output;
    std::vector<ReceivedMessage> received;
    for (const auto& message : plan) {
        REQUIRE(output.tryPost(message));
        output.runUntil(message.due);
    }
    for (const auto& recorded : output.take())
        received.push_back({recorded.time + delay(received.size()), recorded.message});
    return received;
}

LoopFigures figuresAfter(const Delay& delay, std::size_t notes = 200)
{
    const auto plan = planProbes(notes);
    return figuresOf(plan, around(plan, delay));
}

}  // namespace

TEST_SUITE("app/timing/loop")
{
    TEST_CASE("a loop that takes 3 ms is measured as 3 ms, without jitter")
    {
        const auto figures = figuresAfter([](std::size_t) { return 3ms; });
        CHECK(figures == LoopFigures {200, 0, 0, 3ms, 3ms, 3ms, 0ms});
    }

    TEST_CASE("jitter, p99 and the worst are those of the loop")
    {
        // On and off alternate; 200 notes with 0 to 199 us more.
        const auto figures = figuresAfter([](std::size_t i) { return 1ms + i / 2 * 1us; });
        CHECK(figures.p50 == 1099us);
        CHECK(figures.p99 == 1197us);
        CHECK(figures.worst == 1199us);
        CHECK(figures.jitter == 99us);
        CHECK(figures.arrived() == 200);
    }

    TEST_CASE("notes that are lost, come twice, or are someone else's are told apart")
    {
        const auto plan = planProbes(200);
        auto received = around(plan, [](std::size_t) { return 2ms; });
        std::erase_if(received, [](const ReceivedMessage& one) {
            return one.message.isNoteOn() && one.message.velocity() == 1 && one.message.note() < 3;
        });
        const auto again =
            std::ranges::find_if(received, [](const ReceivedMessage& one) { return one.message.isNoteOn(); });
        received.push_back({again->time + 9ms, again->message});
        received.push_back({TimePoint {5ms}, Message::noteOn(Channel::from1to16(1), 60, 100)});
        received.push_back({TimePoint {5ms}, Message::noteOn(Channel::from1to16(16), 60, 127)});
        received.push_back({TimePoint {5ms}, Message::clock()});
        const auto figures = figuresOf(plan, received);
        CHECK(figures.sent == 200);
        CHECK(figures.lost == 3);
        CHECK(figures.doubled == 1);
        CHECK(figures.worst == 2ms);
    }

    TEST_CASE("whatever is lost or doubled on the way, in whatever order it comes, the counts are right")
    {
        constexpr unsigned kSeed = 440;
        CAPTURE(kSeed);
        std::mt19937 dice {kSeed};
        for (int round = 0; round < 50; ++round) {
            const auto plan = planProbes(1 + dice() % 300);
            std::vector<ReceivedMessage> received;
            std::size_t lost = 0;
            std::size_t doubled = 0;
            Nanoseconds worst {0};
            for (const auto& probe : plan) {
                if (!probe.message.isNoteOn())
                    continue;
                const auto copies = dice() % 4;
                const Nanoseconds delay {dice() % 1'000'000};
                for (unsigned i = 0; i < copies; ++i)
                    received.push_back({probe.due + delay, probe.message});
                lost += copies == 0 ? 1U : 0U;
                doubled += copies > 1 ? copies - 1 : 0;
                worst = copies > 0 ? std::max(worst, delay) : worst;
            }
            std::ranges::shuffle(received, dice);
            const auto figures = figuresOf(plan, received);
            CHECK(figures.sent == plan.size() / 2);
            CHECK(figures.lost == lost);
            CHECK(figures.doubled == doubled);
            CHECK(figures.worst == worst);
            CHECK(figures.p50 <= figures.p99);
            CHECK(figures.p99 <= figures.worst);
        }
    }

    TEST_CASE("the notes are in order, end, and fall on every part of a period")
    {
        const auto plan = planProbes(kMostProbes);
        CHECK(plan.size() == 2 * kMostProbes);
        CHECK(std::ranges::is_sorted(plan, {}, &TimedMessage::due));
        RecordingOutput output;
        std::vector<int> parts(8);
        for (const auto& message : plan) {
            REQUIRE(output.tryPost(message));
            output.runUntil(message.due);
            const auto inPeriod = message.due.time_since_epoch() % Nanoseconds {5'333'333};
            ++parts[static_cast<std::size_t>(inPeriod.count() * 8 / 5'333'333)];
        }
        CHECK_FALSE(findUnpairedNote(output.recorded()).has_value());
        CHECK(*std::ranges::min_element(parts) > static_cast<int>(plan.size()) / 16);
        CHECK(planProbes(100'000).size() == 2 * kMostProbes);
    }

    TEST_CASE("an offset is proposed for a loop over a cable: half of the way round")
    {
        const auto over = [](Nanoseconds roundTrip) {
            return proposeOffset(figuresAfter([roundTrip](std::size_t) { return roundTrip; }), true);
        };
        CHECK(over(6400us).offsetMs == -3.2);
        CHECK(over(6400us).reason.find("half of the way round, 6.4 ms") != std::string::npos);
        CHECK_FALSE(over(200us).offsetMs.has_value());
    }

    TEST_CASE("no offset is proposed inside the machine, or when nothing came back, or each time otherwise")
    {
        const auto rough = figuresAfter([](std::size_t i) { return i % 16 == 0 ? 30ms : 2ms; });
        CHECK_FALSE(proposeOffset(rough, true).offsetMs.has_value());
        CHECK(proposeOffset(rough, true).reason.find("jitters") != std::string::npos);
        const auto figures = figuresAfter([](std::size_t) { return 8ms; });
        CHECK_FALSE(proposeOffset(figures, false).offsetMs.has_value());
        const auto nothing = figuresOf(planProbes(10), {});
        CHECK(nothing.lost == 10);
        CHECK_FALSE(proposeOffset(nothing, true).offsetMs.has_value());
    }

    TEST_CASE("what is printed says what was found")
    {
        Loop loop;
        loop.api = MidiApi::Alsa;
        loop.out = "UM-ONE";
        loop.in = "UM-ONE";
        loop.overCable = true;
        LoopRun run;
        run.figures = figuresAfter([](std::size_t i) { return i == 0 ? 4ms : 3ms; });
        run.wakeUps.add(3us);
        run.realtime = {Grant::RealtimeKit, 20, {}};
        const auto text = loopText(loop, run);
        CAPTURE(text);
        CHECK(text.starts_with("200 notes from UM-ONE to UM-ONE (ALSA)\n"
                               "round trip  p50 3.000 ms, p99 3.000 ms, worst 4.000 ms\n"));
        CHECK(text.find("0 lost, 0 doubled") != std::string::npos);
        CHECK(text.find("real-time priority 20 by RealtimeKit") != std::string::npos);
        CHECK(text.find("\"offset\": -1.5 in the song's port") != std::string::npos);
        const auto json = nlohmann::json::parse(loopJson(loop, run));
        CHECK(json["roundTrip"]["max"] == 4000.0);
        CHECK(json["offset"] == -1.5);
        CHECK(json["clock"]["lateness"]["max"] == 3.0);
    }
}
