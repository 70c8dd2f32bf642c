#include "controllers/device/profile_file.hpp"
#include "controllers/lights/light_source.hpp"
#include "controllers/map/map_file.hpp"
#include "controllers/map/map_writer.hpp"
#include "controllers/surface/learn_session.hpp"

#include "tests/controllers/surface/surface_rig.hpp"
#include "tests/support/builders.hpp"

#include <doctest/doctest.h>

using namespace clave;
using namespace clave::test;
using namespace std::chrono_literals;

namespace {
using Kind = SurfaceEvent::Kind;

class Learning {
public:
    explicit Learning(ProfilePtr profile = nothingKnown(), MapPtr map = nullptr)
        : session(std::move(profile), std::move(map))
    {
    }

    static ProfilePtr nothingKnown()
    {
        Profile profile;
        profile.id = "my_box";
        profile.name = "My \"Box\"";
        profile.ports = {"My Box*"};
        return std::make_shared<const Profile>(profile);
    }

    void arm(const std::string& action, std::vector<Argument> arguments = {})
    {
        wait(1000);
        session.arm({action, action, std::move(arguments)}, now);
    }
    void hear(Kind kind, int number, int value)
    {
        now += 20ms;
        SurfaceEvent event;
        event.kind = kind;
        event.channel = 1;
        event.number = static_cast<std::uint16_t>(number);
        event.value = static_cast<std::uint16_t>(value);
        event.time = now;
        session.hear(event);
    }
    void hearAll(int controller, const std::vector<int>& values)
    {
        for (const int value : values)
            hear(Kind::Cc, controller, value);
    }
    void wait(int milliseconds)
    {
        now += std::chrono::milliseconds {milliseconds};
        session.advance(now);
    }
    /// Reads what was learned back from its files.
    void checkFiles()
    {
        const auto profile = parseProfile(session.profileText(), "my_box.toml");
        REQUIRE_MESSAGE(profile, profile.error().message);
        REQUIRE(profile->controls.size() == session.profile().controls.size());
        CHECK(learnedProfileText(*profile) == session.profileText());
        const MapReading map = readMap(session.mapText(), "my_box.map.toml", lightSourceWords());
        REQUIRE(map.map);
        CHECK(mapText(*map.map) == session.mapText());
    }

    LearnSession session;
    TimePoint now {1h};
};

Argument number(const std::string& name, double value)
{
    return {name, {value, 0.0, 0.0, 0.0, 0.0, 0.0, 0}, ""};
}
Argument word(const std::string& name, const std::string& value)
{
    return {name, {}, value};
}
}  // namespace

TEST_SUITE("controllers/surface")
{
    TEST_CASE("A pad, a button, a knob and an encoder are told apart by touching them")
    {
        Learning learn;
        learn.arm("transport.play");
        learn.hear(Kind::NoteOn, 40, 90);
        CHECK_FALSE(learn.session.isDone());
        learn.hear(Kind::NoteOff, 40, 0);
        CHECK(learn.session.heard() == "a pad or button, note 40 on channel 1");
        REQUIRE(learn.session.accept());

        learn.arm("undo");
        learn.hearAll(20, {127, 0});
        CHECK(learn.session.heard().find("a button, cc 20") == 0);
        REQUIRE(learn.session.accept());

        learn.arm("param.set", {word("param", "swing")});
        learn.hearAll(21, {30, 31, 33});
        CHECK(learn.session.heard().find("a knob or fader, cc 21") == 0);
        REQUIRE(learn.session.accept());

        learn.arm("param.set", {word("param", "tempo")});
        learn.hearAll(22, {1, 1, 2, 1});
        learn.wait(2000);
        CHECK_FALSE(learn.session.isDone());
        CHECK(learn.session.advice().find("the other way") != std::string::npos);
        learn.hearAll(22, {127, 127});
        CHECK(learn.session.heard().find("an encoder without ends") == 0);
        REQUIRE(learn.session.accept());
        CHECK(learn.session.profile().controls.back().relative == Relative::TwosComplement);
        learn.checkFiles();
    }

    TEST_CASE("The other encodings of encoders are known by both directions")
    {
        for (const auto& [values, encoding] :
            {std::pair {std::vector {65, 66, 63, 62}, Relative::BinaryOffset},
                std::pair {std::vector {1, 2, 65, 66}, Relative::SignMagnitude}}) {
            Learning learn;
            learn.arm("param.set", {word("param", "tempo")});
            learn.hearAll(22, values);
            REQUIRE(learn.session.accept());
            CHECK(learn.session.profile().controls.back().relative == encoding);
        }
    }

    TEST_CASE("A button that switches in turn sends once a press")
    {
        Learning learn;
        learn.arm("metronome.toggle");
        learn.hearAll(30, {127});
        learn.wait(2000);
        CHECK_FALSE(learn.session.isDone());
        learn.hearAll(30, {0});
        CHECK(learn.session.heard().find("switches in turn") != std::string::npos);
        REQUIRE(learn.session.accept());
        learn.checkFiles();
    }

    TEST_CASE("Parameters and pairs of controllers are one control each")
    {
        Learning learn;
        learn.arm("param.set", {word("param", "tempo")});
        for (const int value : {1000, 1100, 1200})
            learn.hear(Kind::Nrpn, 2 * 128 + 63, value);
        REQUIRE(learn.session.accept());
        CHECK(learn.session.profile().controls.back().bits14);
        learn.arm("param.set", {word("param", "swing")});
        for (int i = 0; i < 4; ++i) {
            learn.hear(Kind::Cc, 7, 60 + i);
            learn.hear(Kind::Cc, 39, 17 * i);
        }
        REQUIRE(learn.session.accept());
        CHECK(learn.session.profile().controls.back().in.number == 7);
        CHECK(learn.session.profile().controls.back().bits14);
        learn.checkFiles();
    }

    TEST_CASE("Of two controls that move none is guessed, and what moved just before does not count")
    {
        Learning learn;
        learn.hearAll(10, {5, 6});
        learn.session.arm({"Swing", "param.set", {word("param", "swing")}}, learn.now);
        learn.hearAll(10, {7, 8, 9, 10});
        CHECK(learn.session.advice().find("Touch the control") == 0);
        learn.wait(500);
        learn.hearAll(20, {40});
        learn.hearAll(21, {30});
        CHECK(learn.session.candidates()
            == std::vector<std::string> {"cc 20 on channel 1", "cc 21 on channel 1"});
        CHECK_FALSE(learn.session.accept());
        learn.session.choose(1);
        CHECK(learn.session.heard().find("cc 21") != std::string::npos);
    }

    TEST_CASE("Releases, clock and a control that was not armed teach nothing")
    {
        Learning learn;
        learn.hear(Kind::NoteOn, 40, 90);
        learn.arm("undo");
        learn.hear(Kind::NoteOff, 40, 0);
        learn.hear(Kind::Clock, 0, 0);
        learn.hear(Kind::Sensing, 0, 0);
        CHECK(learn.session.advice().find("Touch the control") == 0);
    }

    TEST_CASE("What a control did before is told, replaced or kept, and learning can be undone")
    {
        Learning learn(shippedProfile("launchpad_x"), shippedMap("grid8x8"));
        const std::size_t before = learn.session.map().binds.size();
        learn.arm("fill.hold");
        learn.hearAll(91, {127, 0});  // the first button of the row
        CHECK(learn.session.conflict() == "line 1 plays, or stops already");
        REQUIRE(learn.session.accept());
        CHECK(learn.session.map().binds.size() == before);
        CHECK(learn.session.map().binds.back().on.text == "line.0");
        CHECK(learn.session.profileText().empty());
        REQUIRE(learn.session.undo());
        CHECK(learn.session.map().binds.size() == before);
        CHECK(learn.session.map().binds.back().on.text == "program");
        learn.arm("fill.hold");
        learn.hearAll(5, {127, 0});
        CHECK(learn.session.conflict().find("has no such control") != std::string::npos);
        CHECK_FALSE(learn.session.accept());
    }

    TEST_CASE("A control that was taught has a light that tells what it does, where it has one")
    {
        Learning learn(shippedProfile("launchpad_x"), shippedMap("grid8x8"));
        learn.arm("track.mute", {number("track", 2)});
        learn.hearAll(91, {127, 0});
        REQUIRE(learn.session.accept());
        REQUIRE(learn.session.map().binds.back().light);
        CHECK(learn.session.map().binds.back().light->from == "track.mute");
        CHECK(learn.session.map().binds.back().light->arguments.at(0).number.add == 2.0);
        learn.arm("tempo.tap");
        learn.hearAll(92, {127, 0});
        REQUIRE(learn.session.accept());
        CHECK(learn.session.map().binds.back().light->from == "always");
        const MapReading map = readMap(learn.session.mapText(), "own.map.toml", lightSourceWords());
        REQUIRE(map.map);
        CHECK(mapText(*map.map) == learn.session.mapText());
        Studio studio(songOf({row("x..."), row("x..."), row("x...")}));
        Controller pads(studio, "launchpad_x", "grid8x8");
        pads.surface.setMap(map.map, studio.view(), pads);
        CHECK(pads.hue(pads.control("line", 0)) == Hue::Green);
        pads.tap(pads.control("line", 0));
        CHECK(pads.hue(pads.control("line", 0)) == Hue::Red);
    }

    TEST_CASE("Two corners make a grid, which then plays")
    {
        Learning learn;
        learn.arm("step.toggle", {number("step", 0)});
        learn.hear(Kind::NoteOn, 48, 100);
        learn.hear(Kind::NoteOff, 48, 0);
        REQUIRE(learn.session.accept());
        learn.arm("step.toggle", {number("step", 15)});
        learn.hear(Kind::NoteOn, 39, 100);
        learn.hear(Kind::NoteOff, 39, 0);
        REQUIRE(learn.session.accept());
        CHECK(
            learn.session.gridProposal(4, 4) == "4 rows of 4 pads, 48 at the upper left, -4 from row to row");
        CHECK(learn.session.gridProposal(5, 4).empty());
        REQUIRE(learn.session.acceptGrid(4, 4));
        CHECK(learn.session.profile().controls.size() == 16);
        CHECK(learn.session.map().binds.size() == 1);
        learn.checkFiles();
    }
}
