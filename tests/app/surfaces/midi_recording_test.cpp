#include "app/surfaces/midi_recording.hpp"

#include "tests/support/dice.hpp"

#include <doctest/doctest.h>

using namespace clave;

TEST_SUITE("app/surfaces/midi_recording")
{
    TEST_CASE("what was written down is read back, to the microsecond")
    {
        test::Dice dice {20261121};
        std::string text = "# made by hand\n\n";
        std::vector<RecordedBytes> all;
        for (int i = 0; i < 200; ++i) {
            RecordedBytes one;
            one.since = Nanoseconds {1000 * static_cast<std::int64_t>(dice.below(5'000'000'000))};
            for (auto left = 1 + dice.below(40); left > 0; --left)
                one.bytes.push_back(static_cast<std::uint8_t>(dice.below(256)));
            text += recordingLine(one) + "\r\n";
            all.push_back(std::move(one));
        }
        const auto read = parseRecording(text, "take.txt");
        REQUIRE(read.has_value());
        CHECK(*read == all);
    }

    TEST_CASE("a line that is none is named, and nothing is read")
    {
        const auto why = [](const char* text) { return parseRecording(text, "take.txt").error().message; };
        CHECK(why("0 90 3C 40\nsoon B0 4A 40\n")
            == "take.txt:2: \"soon\" is no time in seconds; a line is like \"0.25 B0 4A 40\".");
        CHECK(why("0.5 9G")
            == "take.txt:1: \"9G\" is no byte; write two hex digits as in 7F; a line is like \"0.25 B0 4A "
               "40\".");
        CHECK(why("-1 90").starts_with("take.txt:1: \"-1\" is no time"));
        CHECK(why("nan 90").starts_with("take.txt:1: \"nan\" is no time"));
    }
}
