#include "tests/support/note_pairs.hpp"

#include <doctest/doctest.h>

using namespace clave;

namespace {
const Channel kOne = Channel::from1to16(1);
const Channel kTwo = Channel::from1to16(2);
}  // namespace

TEST_SUITE("support/note_pairs")
{
    TEST_CASE("a note that is ended leaves nothing behind, also when it ends by velocity 0")
    {
        test::NotePairs pairs;
        pairs.take(0, Message::noteOn(kOne, 60, 100));
        pairs.take(0, Message::noteOff(kOne, 60));
        pairs.take(0, Message::noteOn(kOne, 60, 100));
        pairs.take(0, Message::noteOn(kOne, 60, 0));
        CHECK(pairs.notes() == 2);
        CHECK(pairs.sounding() == 0);
        CHECK(pairs.orphans() == 0);
        CHECK(pairs.doubled() == 0);
    }

    TEST_CASE("a note is ended only on its own port, channel and key")
    {
        test::NotePairs pairs;
        pairs.take(0, Message::noteOn(kOne, 60, 100));
        pairs.take(1, Message::noteOff(kOne, 60));
        pairs.take(0, Message::noteOff(kTwo, 60));
        pairs.take(0, Message::noteOff(kOne, 61));
        CHECK(pairs.sounding() == 1);
        CHECK(pairs.orphans() == 3);
    }

    TEST_CASE("a key struck twice is doubled and sounds once")
    {
        test::NotePairs pairs;
        pairs.take(0, Message::noteOn(kOne, 60, 100));
        pairs.take(0, Message::noteOn(kOne, 60, 100));
        CHECK(pairs.notes() == 2);
        CHECK(pairs.doubled() == 1);
        CHECK(pairs.sounding() == 1);
    }

    TEST_CASE("all notes off ends nothing: a synth may ignore it")
    {
        test::NotePairs pairs;
        pairs.take(0, Message::noteOn(kOne, 60, 100));
        pairs.take(0, Message::controlChange(kOne, kAllNotesOff, 0));
        pairs.take(0, Message::clock());
        CHECK(pairs.sounding() == 1);
        CHECK(pairs.orphans() == 0);
    }
}
