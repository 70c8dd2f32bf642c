#include "core/engine/step_edit.hpp"

#include "core/engine/session.hpp"
#include "core/model/validate.hpp"

#include "tests/support/builders.hpp"

#include <doctest/doctest.h>

using namespace clave;
using namespace clave::test;

namespace {
const Step& stepAt(const Session& session, std::size_t step, PatternPlace place = {})
{
    return session.song()->tracks[place.track]->slots[place.slot]->steps[step];
}

int pitchAt(const Session& session, std::size_t step, PatternPlace place = {})
{
    const auto& notes = stepAt(session, step, place).notes;
    return notes.empty() ? -1 : notes[0].pitch;
}
}  // namespace

TEST_SUITE("core/engine/step_edit")
{
    TEST_CASE("painting a kick drum gives kicks")
    {
        Pattern kick = row("x... .... .... ....", 36);
        kick.steps[0].notes[0].velocity = 117;
        kick.steps[0].notes[0].gate = Gate::of(1260);
        kick.steps[0].notes[0].chance = 30;
        Session session(songOf({kick}));
        for (const std::size_t step : {4U, 8U, 12U})
            REQUIRE(session.apply({SwitchStep {{}, step, true}, "test"}));
        for (const std::size_t step : {4U, 8U, 12U}) {
            CHECK(stepAt(session, step).on);
            CHECK(stepAt(session, step).notes[0] == Note {36, 117, 100, Gate::of(1260)});
        }
    }

    TEST_CASE("a new step takes the notes of the nearest one, the earlier of two")
    {
        Pattern pattern = row("x... ...x", 36);
        pattern.steps[7].notes[0].pitch = 50;
        pattern.steps[4] = stepOf(40);
        pattern.steps[4].on = false;  // keeps its notes while it is off
        Session session(songOf({pattern}));
        REQUIRE(session.apply({ToggleStep {{}, 2}, "test"}));
        CHECK(pitchAt(session, 2) == 36);  // two from the first step, two from the fifth
        REQUIRE(session.apply({ToggleStep {{}, 5}, "test"}));
        CHECK(pitchAt(session, 5) == 40);
        REQUIRE(session.apply({ToggleStep {{}, 6}, "test"}));
        CHECK(pitchAt(session, 6) == 40);  // step 6 of 8, now on, is as near as the last
    }

    TEST_CASE("what is recorded onto a step that is off is all that it plays")
    {
        Pattern pattern = row("x...", 36);
        pattern.steps[2] = stepOf(40);
        pattern.steps[2].on = false;
        Session session(songOf({pattern}));
        for (const std::uint8_t pitch : {std::uint8_t {50}, std::uint8_t {57}})
            REQUIRE(session.apply({RecordNote {{}, 2, {pitch, 90, 100, Gate {}}, 0}, "test"}));
        CHECK(stepAt(session, 2).on);
        REQUIRE(stepAt(session, 2).notes.size() == 2);
        CHECK(pitchAt(session, 2) == 50);
        CHECK(stepAt(session, 2).notes[1].pitch == 57);
    }

    TEST_CASE("a step that has notes or locks keeps what it has")
    {
        Pattern pattern = row("x...", 36);
        pattern.steps[2] = stepOf(72);
        pattern.steps[2].on = false;
        pattern.steps[3].locks.push_back({Lock::Kind::Cc, 74, 10});
        Session session(songOf({pattern}));
        REQUIRE(session.apply({ToggleStep {{}, 2}, "test"}));
        CHECK(pitchAt(session, 2) == 72);
        REQUIRE(session.apply({ToggleStep {{}, 3}, "test"}));
        CHECK(stepAt(session, 3).on);
        CHECK(stepAt(session, 3).notes.empty());  // a step of locks alone stays one
    }

    TEST_CASE("an empty pattern takes the chord of the track's nearest pattern, a new track C3")
    {
        Song song = songOf({row("...."), row("....")});
        addPattern(song, 0, row("...."));
        Pattern chords = row("....");
        chords.steps[1] = chordOf({60, 64, 67});
        addPattern(song, 0, chords);
        Session session(song);
        REQUIRE(session.apply({ToggleStep {{0, 0}, 3}, "test"}));
        CHECK(stepAt(session, 3).notes == chords.steps[1].notes);
        REQUIRE(session.apply({ToggleStep {{1, 0}, 3}, "test"}));
        CHECK(stepAt(session, 3, {1, 0}).notes[0] == Note {60, 100, 100, Gate {}});
    }

    TEST_CASE("a click in an empty slot makes a pattern of sixteen steps")
    {
        const std::vector<CommandWhat> firsts {ToggleStep {{0, 3}, 15}, SwitchStep {{0, 3}, 15, true},
            SetStep {{0, 3}, 15, stepOf(36)}, RecordNote {{0, 3}, 15, {36, 100, 100, {}}, 0}};
        for (const auto& first : firsts) {
            Session session(songOf({row("x...", 36)}));
            const Song before = *session.song();
            REQUIRE(session.apply({first, "test"}));
            const auto& slots = session.song()->tracks[0]->slots;
            REQUIRE(slots.size() == 4);
            CHECK(slots[2] == nullptr);
            CHECK(slots[3]->steps.size() == 16);
            CHECK(pitchAt(session, 15, {0, 3}) == 36);
            REQUIRE(session.apply({Undo {}, "test"}));
            CHECK(*session.song() == before);
        }
        Session session(songOf({row("x...")}));
        const auto beyond = session.apply({ToggleStep {{0, 3}, 16}, "test"});
        REQUIRE_FALSE(beyond);
        CHECK(beyond.error().message == "Step 17 does not exist; there are 16.");
        CHECK(session.song()->tracks[0]->slots.size() == 1);
    }

    TEST_CASE("a cleared step can be saved, whatever expressions its notes had")
    {
        Pattern pattern = row("x...");
        pattern.steps[0].expressions = {{Field::Pitch, 0, "60 + cycle"}, {Field::Nudge, 0, "10"}};
        Session session(songOf({pattern}));
        REQUIRE(session.apply({ClearStep {{}, 0}, "test"}));
        CHECK(faultsOf(*session.song()->tracks[0]->slots[0]).empty());
        CHECK(stepAt(session, 0).expressions == std::vector<Expression> {{Field::Nudge, 0, "10"}});
    }
}
