#include "core/engine/session.hpp"

#include "tests/core/engine/typist.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

using namespace clave;
using namespace clave::test;

TEST_SUITE("core/engine/step_entry")
{
    TEST_CASE("a bass line of eight: notes, a chord, a rest and a tie")
    {
        Typist typist(row("........"));
        typist.play({36}).play({36}).rest().play({48}).tie().play({36, 43, 48}).rest().play({41});
        CHECK(typist.text() == "C1 C1 - C2*1.5 - C1+G1+C2 - F1");
        CHECK(typist.at() == 0);  // around again
        CHECK(typist.session.undoLabel() == "step in: F1");
        typist.send(Undo {});
        CHECK(typist.text() == "C1 C1 - C2*1.5 - C1+G1+C2 - -");
        CHECK(typist.at() == 7);
    }

    TEST_CASE("a chord is one step, in whatever order its keys come up")
    {
        std::vector<int> order {0, 1, 2};
        const std::vector<int> keys {60, 64, 67};
        do {
            Typist typist(row("...."));
            for (const int key : keys)
                typist.down(key);
            for (const int i : order) {
                CHECK(typist.text() == "- - - -");  // nothing before the last one
                CHECK(typist.at() == 0);
                typist.up(keys[static_cast<std::size_t>(i)]);
            }
            CHECK(typist.text() == "C3+E3+G3 - - -");
            CHECK(typist.at() == 1);
            typist.play({62});
            CHECK(typist.text() == "C3+E3+G3 D3 - -");
        } while (std::ranges::next_permutation(order).found);
    }

    TEST_CASE("a key struck again while others are held is the same note, one that joins late is one more")
    {
        Typist typist(row("...."));
        typist.down(60, 50).down(64, 60).up(60).down(60, 90).down(67, 70).up(64).up(67).up(60);
        CHECK(typist.text() == "C3+E3+G3 - - -");
        CHECK(typist.step(0).notes[0].velocity == 90);
        CHECK(typist.at() == 1);
    }

    TEST_CASE("velocity is as played, or as fixed")
    {
        Typist typist(row("...."));
        typist.down(60, 33).up(60);
        typist.set([](EntryOptions& options) {
            options.velocity = 80;
            options.gate = Gate::of(Gate::kStep);
        });
        typist.down(60, 33).up(60);
        CHECK(typist.step(0).notes[0] == Note {60, 33, 100, Gate {}});
        CHECK(typist.step(1).notes[0] == Note {60, 80, 100, Gate::of(Gate::kStep)});
    }

    TEST_CASE("of nine keys the ninth is left out with a word, and the chord still ends with the last key")
    {
        Typist typist(row("...."));
        for (int key = 60; key < 68; ++key)
            typist.down(key);
        CHECK(
            typist.refusal(EnterKeyDown {68, 100}) == "A step has at most 8 notes; the others are left out.");
        for (int key = 60; key < 68; ++key)
            typist.up(key);
        CHECK(typist.at() == 0);
        typist.up(68);
        CHECK(typist.step(0).notes.size() == 8);
        CHECK(typist.at() == 1);
    }

    TEST_CASE("ties chain, also over what was there, and a tied note ends where one of its own would")
    {
        Typist typist(row("x x x x . . . ."));
        typist.play({36}).tie().tie();
        CHECK(typist.text() == "C1*2.5 - - C3 - - - -");
        CHECK(typist.at() == 3);
        typist.send(Undo {});
        CHECK(typist.text() == "C1*1.5 - C3 C3 - - - -");
        CHECK(typist.at() == 2);
        typist.tie();  // goes on with the same note
        CHECK(typist.text() == "C1*2.5 - - C3 - - - -");
    }

    TEST_CASE("a tie while the keys are held lengthens what is held")
    {
        Typist typist(row("........"));
        typist.down(60).down(64).tie().up(60).tie().up(64);
        CHECK(typist.text() == "C3*2.5+E3*2.5 - - - - - - -");
        CHECK(typist.at() == 3);
        typist.tie().back();
        CHECK(typist.text() == "C3*2.5+E3*2.5 - - - - - - -");
        typist.back();
        CHECK(typist.text() == "C3*1.5+E3*1.5 - - - - - - -");
        CHECK(typist.at() == 2);
        typist.send(Undo {}).send(Undo {}).send(Undo {}).send(Undo {});
        CHECK(typist.text() == "- - - - - - - -");  // chord and its ties are one
        CHECK(typist.at() == 0);
    }

    TEST_CASE("with nothing entered yet, a tie lengthens the note that sounds up to the cursor")
    {
        Typist typist(row("x..x...."));
        CHECK(typist.refusal(EnterTie {}) == "A tie lengthens the note before it; enter one first.");
        typist.go(1).tie().tie();
        CHECK(typist.text() == "C3*2.5 - - C3 - - - -");
        typist.go(6);  // two steps of silence before
        CHECK(typist.refusal(EnterTie {}) == "A tie lengthens the note before it; enter one first.");
        typist.go(0).play({60}).rest();
        CHECK(typist.refusal(EnterTie {}) == "A tie lengthens the note before it; enter one first.");
        CHECK(typist.at() == 2);
    }

    TEST_CASE("quarter notes: the cursor advances by four, and a tie lasts a quarter more")
    {
        Typist typist(row("x... xx.. .... ...."));
        typist.set([](EntryOptions& options) { options.advance = 4; });
        typist.play({36}).tie().play({38}).rest();
        CHECK(typist.text() == "C1*4.5 - - - - C3 - - D1 - - - - - - -");
        CHECK(typist.at() == 0);
    }

    TEST_CASE("at the end: around, stay, or grow when there is more to enter")
    {
        Pattern pattern = row("........");
        pattern.first = 2;
        pattern.last = 5;
        using AtEnd = EntryOptions::AtEnd;
        const auto play = [&](AtEnd atEnd) {
            Typist typist(pattern);
            typist.set([&](EntryOptions& options) { options.atEnd = atEnd; });
            typist.go(4).play({60}).play({62}).play({64});
            return fmt::format("{} to {}", typist.text(), typist.pattern().last + 1);
        };
        CHECK(play(AtEnd::Wrap) == "- - E3 - C3 D3 - - to 6");
        CHECK(play(AtEnd::Stop) == "- - - - C3 E3 - - to 6");
        CHECK(play(AtEnd::Grow) == "- - - - C3 D3 E3 - to 7");
    }

    TEST_CASE(
        "sixteen notes make a pattern of sixteen, the seventeenth makes it grow, back makes it sixteen again")
    {
        Typist typist(row("................"));
        typist.set([](EntryOptions& options) { options.atEnd = EntryOptions::AtEnd::Grow; });
        for (int i = 0; i < 16; ++i)
            typist.play({60});
        CHECK(typist.pattern().steps.size() == 16);
        CHECK(typist.at() == 15);
        CHECK(typist.session.performance().entry.pastEnd);
        typist.tie();
        CHECK(typist.pattern().steps.size() == 17);
        CHECK(typist.pattern().last == 16);
        CHECK(typist.step(15).notes[0].gate == Gate::of(Gate::kStep * 3 / 2));
        typist.skip();
        CHECK(typist.pattern().steps.size() == 18);
        CHECK(typist.session.undoLabel() == "step in: skip");
        typist.back().back();
        CHECK(typist.pattern().steps.size() == 16);
        CHECK(typist.pattern().last == 15);
        typist.set([](EntryOptions& options) { options.atEnd = EntryOptions::AtEnd::Wrap; });
        CHECK(typist.at() == 0);  // the next place is in sight at once
    }

    TEST_CASE("a pattern grows to 128 steps and says when it can grow no more")
    {
        Typist typist(row("...."));
        typist.set([](EntryOptions& options) {
            options.atEnd = EntryOptions::AtEnd::Grow;
            options.advance = 16;
        });
        for (int i = 0; i < 8; ++i)
            typist.play({60});
        CHECK(typist.pattern().steps.size() == 113);
        const Pattern full = typist.pattern();
        typist.down(62);
        CHECK(
            typist.refusal(EnterKeyUp {62}) == "A pattern has at most 128 steps; this one can grow no more.");
        CHECK(typist.pattern() == full);
        CHECK(typist.session.performance().entry.chord.empty());
    }

    TEST_CASE("back over everything returns to the start")
    {
        const Pattern before = row("x.s. t.x. X... ..xx", 40);
        Typist typist(before);
        typist.set([](EntryOptions& options) { options.atEnd = EntryOptions::AtEnd::Grow; });
        typist.go(9).play({60}).tie().rest().skip().play({62, 65}).tie().tie().play({50}).rest().play({51});
        CHECK(typist.pattern() != before);
        for (int i = 0; i < 10; ++i)
            typist.back();
        CHECK(typist.pattern() == before);
        CHECK(typist.at() == 9);
    }

    TEST_CASE("back with nothing entered clears step by step, down to the first of the window")
    {
        Pattern pattern = row("xxxx xx..");
        pattern.first = 1;
        Typist typist(pattern);
        typist.go(5).back().back();
        CHECK(typist.text() == "C3 C3 C3 - - C3 - -");
        CHECK(typist.at() == 3);
        typist.back().back();
        CHECK(typist.refusal(EnterBack {}) == "There is nothing before the first step.");
        CHECK(typist.text() == "C3 - - - - C3 - -");
        CHECK(typist.at() == 1);
    }

    TEST_CASE("back while keys are held forgets them, a rest writes them first")
    {
        Typist typist(row("...."));
        typist.down(60).tie().back().back().up(60);
        CHECK(typist.text() == "- - - -");
        CHECK(typist.at() == 0);
        typist.down(60).rest().up(60);
        CHECK(typist.text() == "C3 - - -");
        CHECK(typist.at() == 2);
        CHECK(typist.session.undoLabel() == "step in: C3, rest");
    }

    TEST_CASE("a typed chord is taken as it is, and one that cannot be is refused")
    {
        Typist typist(row("...."));
        const Note low {36, 90, 50, Gate::tied()};
        REQUIRE(typist.session.apply({EnterChord {{low, {43, 80, 100, Gate {}}, low}}, "test"}));
        CHECK(typist.step(0).notes.size() == 2);
        CHECK(typist.step(0).notes[0] == low);
        CHECK(typist.refusal(EnterChord {}) == "A chord needs at least one note.");
        CHECK(typist.refusal(EnterChord {std::vector<Note>(1, {200, 80, 100, Gate {}})})
            == "notes[0].note is 200; allowed are 0 to 127.");
        CHECK(typist.refusal(EnterKeyDown {60, 0})
            == "A key is a note from 0 to 127 with a velocity from 1 to 127, not 60 with 0.");
        CHECK(typist.at() == 1);
    }

    TEST_CASE("entering clears what does not belong to the new note: its place is on the grid")
    {
        Pattern pattern = row("x...");
        pattern.steps[0].nudge = 900;
        pattern.steps[0].probability = 40;
        pattern.steps[0].notes[0].chance = 20;
        pattern.steps[0].expressions = {{Field::On, 0, "cycle % 2"}, {Field::Pitch, 0, "60 + cycle"}};
        Typist typist(pattern);
        typist.play({72});
        const Step& step = typist.step(0);
        CHECK(step.nudge == 0);
        CHECK(step.expressions.empty());
        CHECK(step.notes[0] == Note {72, 100, 100, Gate {}});
        CHECK(step.probability == 40);  // a property of the step
    }

    TEST_CASE("a slot that is empty gets a pattern with the first note, not with a rest")
    {
        Typist typist(row("x..."));
        typist.send(SetCursor {{{0, 2}, 0}});
        typist.rest().rest();
        CHECK(typist.session.song()->tracks[0]->slots.size() == 1);
        typist.play({60});
        REQUIRE(typist.session.song()->tracks[0]->slots.size() == 3);
        CHECK(typist.text() == "- - C3 - - - - - - - - - - - - -");
    }
}
