#include "tests/support/builders.hpp"
#include "tests/support/live_rig.hpp"

#include <doctest/doctest.h>

#include <memory>

using namespace clave;
using namespace clave::test;
using namespace std::chrono_literals;

TEST_SUITE("core/engine/clock_work")
{
    TEST_CASE("a pattern that gets shorter while stopped goes on at one of its own steps")
    {
        LiveRig rig(songOf({row("xxxx xxxx xxxx xxxx xxxx xxxx xxxx xxxx")}));
        REQUIRE(rig.send(Play {}));
        rig.run(3s);  // at step 25 of 32
        REQUIRE(rig.send(Stop {}));
        rig.run(200ms);
        REQUIRE(rig.send(SetPattern {{0, 0}, std::make_shared<const Pattern>(row("xx", 72))}));
        rig.run(200ms);
        const std::size_t before = rig.notes(0).size();
        REQUIRE(rig.send(Continue {}));
        rig.run(1s);
        const auto notes = rig.notes(0);
        REQUIRE(notes.size() > before + 6);
        for (std::size_t i = before; i < notes.size(); ++i)
            CHECK(notes[i].message.note() == 72);
    }

    TEST_CASE("a pattern that is taken away while stopped is silent when the song goes on, and comes back")
    {
        Song song = songOf({row("xxxx"), row("xxxx")});
        const PatternPtr pattern = song.tracks[0]->slots[0];
        LiveRig rig(song);
        REQUIRE(rig.send(Play {}));
        rig.run(1s);
        REQUIRE(rig.send(Stop {}));
        rig.run(200ms);
        REQUIRE(rig.send(SetPattern {{0, 0}, nullptr}));
        rig.run(200ms);
        const auto count = [&](int channel) {
            const auto notes = rig.notes(0);
            return std::ranges::count_if(notes,
                [=](const auto& note) { return note.message.channel() == Channel::from1to16(channel); });
        };
        const auto first = count(1);
        const auto second = count(2);
        REQUIRE(rig.send(Continue {}));
        rig.run(1s);
        CHECK(count(1) == first);
        CHECK(count(2) > second + 6);
        REQUIRE(rig.send(SetPattern {{0, 0}, pattern}));
        rig.run(1s);
        CHECK(count(1) > first + 6);
    }
}
