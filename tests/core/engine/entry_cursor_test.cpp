#include "core/engine/entry_cursor.hpp"

#include "core/model/validate.hpp"

#include "tests/core/engine/typist.hpp"
#include "tests/support/dice.hpp"
#include "tests/support/random_command.hpp"
#include "tests/support/random_song.hpp"

#include <doctest/doctest.h>

#include <memory>

using namespace clave;
using namespace clave::test;

namespace {
bool isValid(const Session& session)
{
    const Entry& entry = session.performance().entry;
    const Song& song = *session.song();
    const PatternPlace& place = entry.cursor.pattern;
    return (place.track < song.tracks.size() || (song.tracks.empty() && place.track == 0))
        && place.slot < kMaxSlots && entry.cursor.step < stepsAt(song, place);
}

CommandWhat randomEntry(Dice& dice, const Session& session)
{
    const auto key = static_cast<std::uint8_t>(dice.below(140));
    const Entry& entry = session.performance().entry;
    switch (dice.below(24)) {
    case 0:
        return EnterRest {};
    case 1:
    case 2:
        return EnterTie {};
    case 3:
        return EnterSkip {};
    case 4:
        return EnterBack {};
    case 5:
        return EnterChord {std::vector<Note>(dice.below(10), {key, 90, 100, Gate {}})};
    case 6:
        return SetCursor {{{dice.below(4), dice.below(4)}, dice.below(24)}};
    case 7:
        return SetStepIn {dice.chance(90)};
    case 8:
        return SetEntryOptions {
            {static_cast<std::uint8_t>(dice.below(18)), static_cast<EntryOptions::AtEnd>(dice.below(3)),
                std::nullopt, Gate::of(static_cast<std::int32_t>(dice.below(20'000))), true}};
    case 9:
    case 10:
        return Undo {};
    case 11:
        return Redo {};
    case 12:
    case 13:
    case 14:
    case 15:
    case 16:
        return EnterKeyDown {key, static_cast<std::uint8_t>(dice.below(128))};
    default:
        for (std::size_t i = 0; i < entry.keys.size(); ++i) {
            if (entry.keys[i])
                return EnterKeyUp {static_cast<std::uint8_t>(i)};
        }
        return EnterKeyUp {key};
    }
}
}  // namespace

TEST_SUITE("core/engine/entry_cursor")
{
    TEST_CASE("20,000 random entries among other edits keep every invariant, and undo goes back to the start")
    {
        for (std::uint64_t seed = 1; seed <= 40; ++seed) {
            CAPTURE(seed);
            Dice dice(seed);
            Session session(randomSong(seed));
            const Song before = *session.song();
            for (int i = 0; i < 500; ++i) {
                const bool isEdit = dice.chance(8);
                const CommandWhat what = isEdit ? randomEdit(dice, *session.song(), dice.below(kEditKinds))
                                                : randomEntry(dice, session);
                const SongPtr song = session.song();
                const Cursor cursor = session.performance().entry.cursor;
                const auto done = session.apply({what, "test"});
                CAPTURE(label(what));
                REQUIRE(isValid(session));
                if (!done) {
                    REQUIRE(session.song() == song);
                    REQUIRE(session.performance().entry.cursor == cursor);
                } else if (i % 10 == 0) {
                    REQUIRE(faultsOf(*session.song()) == std::vector<SongFault> {});
                }
            }
            while (session.apply({Undo {}, "test"}))
                REQUIRE(isValid(session));
            REQUIRE(*session.song() == before);
        }
    }

    TEST_CASE("undo and redo take the cursor with them while Step in is on")
    {
        Typist typist(row("........"));
        typist.play({60}).rest().play({62});
        typist.send(Undo {});
        CHECK(typist.at() == 2);
        typist.send(Undo {});
        CHECK(typist.at() == 1);
        typist.send(Undo {});
        CHECK(typist.at() == 0);
        typist.send(Redo {}).send(Redo {}).send(Redo {});
        CHECK(typist.at() == 3);
        typist.tie();
        CHECK(typist.text() == "C3 - D3*1.5 - - - - -");  // redone, it is what was entered last
        typist.send(SetStepIn {false}).send(Undo {}).send(Undo {});
        CHECK(typist.at() == 4);
    }

    TEST_CASE("undo of a click elsewhere leaves the cursor alone")
    {
        Typist typist(row("........"));
        typist.play({60}).send(ToggleStep {{}, 7}).go(5).send(Undo {});
        CHECK(typist.at() == 5);
        CHECK(typist.text() == "C3 - - - - - - -");
    }

    TEST_CASE("entering goes on while others edit and the song plays")
    {
        Typist typist(row("........"));
        typist.send(Play {}).down(60);
        typist.send(SetTempo {Tempo::clampedBpm(90)}).send(ToggleStep {{}, 7}).down(64);
        typist.send(InsertTrack {0, Track {}}).up(60).send(MoveTrack {0, 1}).up(64);
        CHECK(typist.session.performance().entry.cursor.pattern.track == 0);
        CHECK(typist.text() == "C3+E3 - - - - - - C3");
        CHECK(typist.session.performance().transport.what == TransportRequest::What::Play);
        typist.tie().send(ToggleStep {{}, 6}).tie();
        CHECK(typist.text() == "C3*2.5+E3*2.5 - - - - - C3 C3");
        typist.back().back().back();
        CHECK(typist.text() == "- - - - - - C3 C3");  // what others did stays
    }

    TEST_CASE("the cursor stays on a step when its track, pattern or song goes")
    {
        Song song = songOf({row("........"), row("...."), row("........")});
        Session session(song);
        const auto send = [&](CommandWhat what) { REQUIRE(session.apply({std::move(what), "test"})); };
        const auto cursor = [&] { return session.performance().entry.cursor; };
        send(SetStepIn {true});
        send(SetCursor {{{2, 0}, 7}});
        send(EnterKeyDown {60, 100});
        send(DeleteTrack {0});
        CHECK(cursor() == Cursor {{1, 0}, 7});  // with its track
        send(EnterKeyUp {60});
        CHECK(session.song()->tracks[1]->slots[0]->steps[7].on);
        send(SetCursor {{{1, 0}, 7}});
        send(SetPattern {{1, 0}, std::make_shared<const Pattern>(row("..."))});
        CHECK(cursor() == Cursor {{1, 0}, 2});
        send(EnterKeyDown {60, 100});
        send(DeleteTrack {1});
        CHECK(cursor() == Cursor {{0, 0}, 2});
        send(EnterKeyUp {60});  // held for a track that is no more
        CHECK_FALSE(session.song()->tracks[0]->slots[0]->steps[2].on);
        send(SetCursor {{{0, 0}, 3}});
        send(ReplaceSong {std::make_shared<const Song>(songOf({row("..")})), std::nullopt});
        CHECK(cursor() == Cursor {});
        CHECK(session.performance().entry.on);
    }

    TEST_CASE("what cannot be entered is refused in one sentence, and the cursor stays")
    {
        Song song = songOf({row("....")});
        changeTrack(song, 0, [](Track& track) { track.editLock = true; });
        Session session(song);
        const auto refusal = [&](CommandWhat what) {
            const auto done = session.apply({std::move(what), "test"});
            CHECK(session.performance().entry.cursor == Cursor {});
            return done ? "" : done.error().message;
        };
        CHECK(refusal(EnterRest {}) == "Step in is off; switch it on to enter notes.");
        CHECK(refusal(SetStepIn {true}).empty());
        for (const CommandWhat& what : std::vector<CommandWhat> {EnterKeyDown {60, 100}, EnterRest {},
                 EnterTie {}, EnterSkip {}, EnterBack {}, EnterChord {{Note {}}}}) {
            CHECK(refusal(what) == "Track 1 \"\" is locked against edits; unlock it first.");
        }
        CHECK(refusal(EnterKeyUp {60}).empty());
        CHECK(refusal(SetCursor {{{1, 0}, 0}}) == "Track 2 does not exist; there are 1.");
        CHECK(refusal(SetCursor {{{0, 128}, 0}}) == "Slot 129 does not exist; there are 128.");
        CHECK(refusal(SetCursor {{{0, 0}, 4}}) == "Step 5 does not exist; there are 4.");
        CHECK(refusal(SetEntryOptions {{17, {}, {}, {}, true}})
            == "Step in advances by 1 to 16 steps, not 17.");
        CHECK(refusal(SetEntryOptions {{1, {}, std::uint8_t {0}, {}, true}})
            == "A fixed velocity must be 1 to 127, not 0.");
        REQUIRE(session.apply({DeleteTrack {0}, "test"}));
        CHECK(refusal(EnterRest {}) == "There is no track to enter notes into; add one first.");
    }

    TEST_CASE("keys that are held when Step in goes off, or that go down before it is on, write nothing")
    {
        Typist typist(row("...."));
        typist.down(60).send(SetStepIn {false}).up(60).send(SetStepIn {true}).up(60);
        CHECK(typist.text() == "- - - -");
        CHECK(typist.session.undoLabel().empty());
        typist.play({62});
        CHECK(typist.text() == "D3 - - -");
    }
}
