#include "app/timing/play_timing.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace clave;

namespace {

using namespace std::chrono_literals;
using Json = nlohmann::json;

OutputReport played(std::uint64_t messages)
{
    OutputReport report;
    report.open = true;
    report.sent = messages;
    for (std::uint64_t i = 0; i < messages; ++i)
        report.lateness.add(Nanoseconds {0});
    return report;
}

Json told(const PlayTiming& timing)
{
    return Json::parse(playTimingJson(timing, -1));
}

}  // namespace

TEST_SUITE("app/timing/play")
{
    TEST_CASE("each output tells what it sent, how late, and its worst crowd")
    {
        OutputReport report = played(98);
        report.sent = 100;
        report.late = 2;
        report.dropped = 1;
        report.lateness.add(3us);
        report.lateness.add(1500us);
        report.load = PortLoad {7680us, 9, 27};
        const auto json = told({{}, {}, {"Minilogue"}, {report}});
        REQUIRE(json["outputs"].size() == 1);
        const auto& output = json["outputs"][0];
        CHECK(output["name"] == "Minilogue");
        CHECK(output["open"] == true);
        CHECK(output["sent"] == 100);
        CHECK(output["late"] == 2);
        CHECK(output["dropped"] == 1);
        const auto& lateness = output["lateness"];
        CHECK(lateness["max"] == 1500.0);
        CHECK(lateness["p50"] == 1.0);
        CHECK(lateness["p99"] == 4.0);
        const auto& classes = lateness["classes"];
        REQUIRE(classes.size() == 12);
        CHECK(classes[0] == Json {{"below", 1}, {"count", 98}});
        CHECK(classes[2] == Json {{"below", 4}, {"count", 1}});
        CHECK(classes[11] == Json {{"below", 2048}, {"count", 1}});
        CHECK(output["load"]["wait"] == 7680.0);
        CHECK(output["load"]["messages"] == 9);
        CHECK(output["load"]["bytes"] == 27);
    }

    TEST_CASE("the clock thread tells its wake-ups and who let it be real-time")
    {
        PlayTiming timing;
        timing.clock.wakeUps = 3;
        timing.clock.skips = 1;
        for (const auto lateness : {2us, 2us, 70us})
            timing.clock.lateness.add(lateness);
        timing.realtime = {Grant::Fifo, 60, {}};
        const auto clock = told(timing)["clock"];
        CHECK(clock["wakeUps"] == 3);
        CHECK(clock["realtime"] == "kernel");
        CHECK(clock["priority"] == 60);
        CHECK(clock["stalls"] == 1);
        CHECK(clock["lateness"]["p50"] == 4.0);
        CHECK(clock["lateness"]["max"] == 70.0);
    }

    TEST_CASE("lateness above all classes is told without an upper end, and none at all as no class")
    {
        OutputReport report;
        report.lateness.add(1h);
        const auto classes = told({{}, {}, {"slow", "idle"}, {report, {}}})["outputs"];
        CHECK(classes[0]["lateness"]["classes"].size() == LatenessCounts::kClasses);
        CHECK(classes[0]["lateness"]["classes"].back() == Json {{"below", nullptr}, {"count", 1}});
        CHECK(classes[1]["lateness"]["classes"].empty());
    }

    TEST_CASE("ports of a song that play on one device are one output; a synth has no cable")
    {
        const auto json = told({{}, {}, {"synth", "Bass", "synth"}, {played(5), played(7), {}, {}}});
        REQUIRE(json["outputs"].size() == 2);
        CHECK(json["outputs"][0]["load"].is_null());
        CHECK(json["outputs"][1]["name"] == "Bass");
    }

    TEST_CASE("a source of sync is told, the internal clock is none")
    {
        PlayTiming timing;
        CHECK(told(timing)["sync"].is_null());
        timing.clock.sync = {.kind = SyncKind::MidiClock,
            .state = SyncReading::State::Running,
            .bpm = 119.98,
            .jitter = 300us,
            .worstJitter = 2ms,
            .lost = 4};
        const auto sync = told(timing)["sync"];
        CHECK(sync["source"] == "MIDI clock");
        CHECK(sync["state"] == "running");
        CHECK(sync["bpm"] == 119.98);
        CHECK(sync["jitter"] == 300.0);
        CHECK(sync["lost"] == 4);
    }

    TEST_CASE("a name that is no UTF-8 does not spoil it")
    {
        CHECK(told({{}, {}, {"Mini\xFFlogue"}, {played(1)}})["outputs"].size() == 1);
    }
}
