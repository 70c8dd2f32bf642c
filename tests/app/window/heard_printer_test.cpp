#include "app/window/heard_printer.hpp"

#include "tests/support/builders.hpp"
#include "tests/support/live_rig.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace clave;
using namespace clave::test;
using namespace std::chrono_literals;

namespace {
constexpr Nanoseconds kBar = 2s;  // 4/4 at 120 bpm

/// A song that plays without scripts, and who listens to it.
struct Rig {
    explicit Rig(Song song) : live(std::move(song), {}), heard(live.scripts) {}

    void run(Nanoseconds time)
    {
        for (Nanoseconds done {}; done < time; done += 10ms) {
            live.run(10ms);
            heard.look(document);
        }
    }
    /// "x...", of what is printed; empty when nothing is.
    std::string print(std::uint32_t bars)
    {
        printed = heard.print(*live.session.song(), live.status(), live.session.song()->tracks[0]->id, bars);
        std::string steps;
        for (std::size_t i = 0; printed.command && i < printed.command->value->steps.size(); ++i)
            steps += printed.command->value->steps[i].on ? 'x' : '.';
        return steps;
    }
    LiveRig live;
    HeardPrinter heard;
    DocumentId document = 0;
    HeardPrinter::Printed printed;
};

Song sometimes()
{
    Song song = songOf({row("xxxxxxxxxxxxxxxx")});
    changePattern(song, 0, 0, [](Pattern& pattern) {
        for (Step& step : pattern.steps)
            step.probability = 50;
        pattern.steps[0].condition = passesOf(1, 2);
        pattern.steps[0].probability = 100;
    });
    return song;
}
}  // namespace

TEST_SUITE("app/window/heard_printer")
{
    TEST_CASE("chance and conditions are printed as they were heard, with no script anywhere")
    {
        Rig rig(sometimes());
        REQUIRE(rig.live.send(Play {}));
        rig.run(2 * kBar + 100ms);
        std::string heard(40, '.');
        const auto notes = rig.live.notes();
        for (const auto& note : notes)
            heard[static_cast<std::size_t>((note.time - notes[0].time + 60ms) / 125ms)] = 'x';
        CHECK(heard[0] == 'x');
        CHECK(heard[16] == '.');
        CHECK(rig.print(2) == heard.substr(0, 32));
        CHECK(rig.print(1) == heard.substr(16, 16));
        REQUIRE(rig.printed.command);
        CHECK(rig.printed.command->pattern.slot == 1);
        CHECK(rig.printed.sentence == "What track 1 has played is its pattern 2 now.");
        CHECK(rig.live.send(*rig.printed.command));
    }

    TEST_CASE("an edit while it plays loses no note, and bars are counted from the launch of a scene")
    {
        Song song = songOf({row("x.......x.......")});
        addScene(song, {0});
        Rig rig(std::move(song));
        REQUIRE(rig.live.send(Play {}));
        // Edits at every place around the notes.
        for (int i = 0; i < 600; ++i) {
            Pattern pattern = *rig.live.session.song()->tracks[0]->slots[0];
            pattern.steps[4].notes = {};
            pattern.steps[4].nudge = static_cast<std::int16_t>(i % 2);
            REQUIRE(rig.live.send(SetPattern {{0, 0}, std::make_shared<const Pattern>(pattern)}));
            rig.run(10ms);
        }
        CHECK(rig.print(2) == "x.......x.......x.......x.......");
        // The next scene begins at a beat, and with it a bar.
        rig.run(2 * kBar + 200ms);
        REQUIRE(rig.live.send(LaunchScene {1, LaunchAt::Beat, false}));
        rig.run(kBar + 1s);
        CHECK(rig.print(1) == "x.......x.......");
    }

    TEST_CASE("what was played before playing began anew is not printed, and another song has played nothing")
    {
        Rig rig(songOf({row("x...x...x...x...")}));
        CHECK(rig.print(1).empty());
        REQUIRE(rig.live.send(Play {}));
        rig.run(kBar + 500ms);
        CHECK(rig.print(1) == "x...x...x...x...");
        REQUIRE(rig.live.send(Stop {}));
        rig.run(100ms);
        CHECK(rig.print(1) == "x...x...x...x...");
        REQUIRE(rig.live.send(SetPattern {{0, 0}, std::make_shared<const Pattern>(row("..x............."))}));
        REQUIRE(rig.live.send(Play {}));
        rig.run(500ms);
        CHECK(rig.print(1).empty());
        rig.run(kBar);
        CHECK(rig.print(8) == "..x.............");
        rig.document = 3;
        rig.run(10ms);
        CHECK(rig.print(1).empty());
        CHECK(rig.printed.sentence
            == "There is nothing of track 1 to print: whole bars that it has played, up to 128 steps.");
    }
}
