#include "controllers/midi/event_stream.hpp"

#include "controllers/midi/event_text.hpp"

#include "tests/controllers/vectors.hpp"
#include "tests/support/dice.hpp"
#include "tests/support/realtime_guard.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace clave;
using test::bytesOfHex;
using test::Dice;
using Kind = SurfaceEvent::Kind;

namespace {

/// Everything that the bytes say, in words.
std::vector<std::string> said(EventStream& stream, const std::string& hex)
{
    std::vector<std::string> words;
    stream.feed(bytesOfHex(hex), {}, [&](const SurfaceEvent& event) {
        words.push_back(describe(event) + (event.ofParameter ? " (part)" : "") + (event.complete ? "" : "?"));
    });
    return words;
}

std::vector<std::string> said(const std::string& hex)
{
    EventStream stream;
    return said(stream, hex);
}

using Words = std::vector<std::string>;

/// An event of any kind but clocks and system exclusive.
SurfaceEvent randomEvent(Dice& dice)
{
    SurfaceEvent event;
    event.kind = static_cast<Kind>(dice.below(static_cast<std::size_t>(Kind::Rpn) + 1));
    event.channel = static_cast<std::uint8_t>(1 + dice.below(16));
    event.number = static_cast<std::uint16_t>(dice.below(95));  // no parameters or resets by accident
    event.value = static_cast<std::uint16_t>(dice.below(128));
    switch (event.kind) {
    case Kind::NoteOn:
        event.value |= 1U;
        break;
    case Kind::Cc14:
        event.number = 7;
        break;
    case Kind::Program:
    case Kind::Bend:
    case Kind::Pressure:
        event.number = 0;
        break;
    case Kind::Nrpn:
    case Kind::Rpn:
        event.number = static_cast<std::uint16_t>(dice.below(16383));
        if (dice.chance(20)) {
            event.value = 0;
            event.delta = dice.chance(50) ? std::int8_t {1} : std::int8_t {-1};
        }
        break;
    default:
        break;
    }
    const bool wide = event.kind == Kind::Cc14 || event.kind == Kind::Bend || event.kind == Kind::Nrpn
        || event.kind == Kind::Rpn;
    if (wide && event.delta == 0)
        event.value = static_cast<std::uint16_t>(dice.below(16384));
    return event;
}
}  // namespace

TEST_SUITE("controllers/midi")
{
    TEST_CASE("parameters are read as the vectors say")
    {
        for (const auto& vector : test::vectors("parameter_decoder")) {
            CAPTURE(vector.at("name").get<std::string>());
            EventStream stream;
            auto got = nlohmann::json::array();
            for (const auto& message : vector.at("in_bytes"))
                stream.feed(bytesOfHex(message), {}, [&](const SurfaceEvent& event) {
                    if (event.kind != Kind::Nrpn && event.kind != Kind::Rpn)
                        return;
                    const std::string kind = event.kind == Kind::Nrpn ? "nrpn" : "rpn";
                    if (event.delta != 0)
                        got.push_back({{"kind", kind + "_delta"}, {"ch", event.channel},
                            {"param", event.number}, {"delta", event.delta}});
                    else
                        got.push_back({{"kind", kind}, {"ch", event.channel}, {"param", event.number},
                            {"value14", event.value}, {"complete", event.complete}});
                });
            CHECK(got == vector.at("expect"));
        }
    }

    TEST_CASE("a parameter's value comes at once by its first half and exactly with its second")
    {
        CHECK(said("B0 63 3C 62 20 06 40 26 05")
            == Words {"cc 99 = 60, channel 1 (part)", "cc 98 = 32, channel 1 (part)",
                "cc 6 = 64, channel 1 (part)", "nrpn 60:32 = 8192, channel 1?", "cc 38 = 5, channel 1 (part)",
                "nrpn 60:32 = 8197, channel 1"});
    }

    TEST_CASE("data entry without a selection is an ordinary control")
    {
        CHECK(said("B0 06 40 26 05 60 01")
            == Words {"cc 6 = 64, channel 1", "cc 38 = 5, channel 1", "cc 96 = 1, channel 1"});
        CHECK(said("B0 63 3C 06 40").back() == "cc 6 = 64, channel 1");
    }

    TEST_CASE("selecting an RPN forgets both halves of the NRPN")
    {
        CHECK(said("B0 63 3C 62 20 64 01 06 40").back() == "cc 6 = 64, channel 1");
        CHECK(said("B0 63 3C 62 20 64 01 65 00 06 40").back() == "rpn 0:1 = 8192, channel 1?");
    }

    TEST_CASE("the second half of a value never joins the first half of another parameter")
    {
        CHECK(said("B0 63 3C 62 20 06 7F 62 21 26 05").back() == "nrpn 60:33 = 5, channel 1");
        CHECK(said("B0 63 3C 62 20 06 7F 63 3C 62 20 26 05").back() == "nrpn 60:32 = 16261, channel 1");
    }

    TEST_CASE("controllers are pairs only where a device says so")
    {
        EventStream stream;
        CHECK(said(stream, "B0 07 40 27 05") == Words {"cc 7 = 64, channel 1", "cc 39 = 5, channel 1"});
        stream.declarePair(1, 7);
        CHECK(said(stream, "B0 07 40 27 05 B1 27 05")
            == Words {"cc 7 = 64, channel 1 (part)", "cc 7+39 = 8192, channel 1?",
                "cc 39 = 5, channel 1 (part)", "cc 7+39 = 8197, channel 1", "cc 39 = 5, channel 2"});
        stream.reset();
        CHECK(said(stream, "B0 27 05").back() == "cc 7+39 = 5, channel 1");
    }

    TEST_CASE("every kind of event has words of its own")
    {
        CHECK(said("93 3C 64 3C 00 83 3C 05 A0 3C 07 C0 05 D0 06 E0 00 40")
            == Words {"note_on 60 (C3) = 100, channel 4", "note_off 60 (C3) = 0, channel 4",
                "note_off 60 (C3) = 5, channel 4", "poly 60 (C3) = 7, channel 1", "pc 5, channel 1",
                "pressure 6, channel 1", "bend 8192, channel 1"});
        CHECK(said("FA FB FC F8 FE F0 7E 00 F7 F2 00 00 FF")
            == Words {"start", "continue", "stop", "clock", "active sensing", "sysex F0 7E 00 F7"});
        CHECK(said("B0 65 00 64 00 61 01").back() == "rpn 0:0 -1, channel 1");
    }

    TEST_CASE("an event said again in bytes is the same event")
    {
        for (std::uint64_t seed = 1; seed <= 3000; ++seed) {
            CAPTURE(seed);
            Dice dice(seed);
            const SurfaceEvent event = randomEvent(dice);
            EventStream stream;
            if (event.kind == Kind::Cc14)
                stream.declarePair(event.channel, 7);
            SurfaceEvent last;
            stream.feed(bytesOf(event), {}, [&](const SurfaceEvent& got) { last = got; });
            REQUIRE(describe(last) == describe(event));
            REQUIRE(last.complete == event.complete);
            REQUIRE(!last.ofParameter);
        }
    }

    TEST_CASE("random bytes make only events within their ranges and take no memory")
    {
        Dice dice(3);
        EventStream stream;
        for (std::uint8_t controller = 0; controller < 16; ++controller)
            stream.declarePair(1, controller);
        bool sound = true;
        std::size_t parameters = 0;
        for (int round = 0; round < 5000; ++round) {
            std::vector<std::uint8_t> bytes {0xB0};
            for (int i = 0; i < 60; ++i)
                bytes.push_back(dice.chance(8) ? static_cast<std::uint8_t>(dice.below(256))
                        : dice.chance(50) ? dice.oneOf<std::uint8_t>({6, 38, 96, 98, 99, 100, 101, 121, 127})
                                          : static_cast<std::uint8_t>(dice.below(128)));
            const test::RealtimeGuard guard;
            stream.feed(bytes, {}, [&](const SurfaceEvent& event) {
                const bool wide = event.kind == Kind::Cc14 || event.kind == Kind::Bend
                    || event.kind == Kind::Nrpn || event.kind == Kind::Rpn;
                const bool parameter = event.kind == Kind::Nrpn || event.kind == Kind::Rpn;
                parameters += parameter ? 1U : 0U;
                sound = sound && event.channel <= 16 && event.value < (wide ? 16384 : 128)
                    && event.number < (parameter ? 16383 : 128);
            });
            sound = sound && guard.heapCalls() == 0 && guard.locks() == 0;
        }
        CHECK(sound);
        CHECK(parameters > 1000);
    }
}
