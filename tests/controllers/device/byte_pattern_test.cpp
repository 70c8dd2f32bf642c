#include "controllers/device/byte_pattern.hpp"

#include "controllers/device/byte_template.hpp"

#include "tests/support/dice.hpp"

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

using namespace clave;

namespace {
bool takes(const std::string& pattern, const std::string& bytes)
{
    return matches(parseBytePattern(pattern).value(), parseBytes(bytes).value());
}

/// The plainest matcher there is.
bool takesSlowly(std::span<const BytePattern::Part> parts, std::span<const std::uint8_t> bytes)
{
    using Kind = BytePattern::Part::Kind;
    if (parts.empty())
        return bytes.empty();
    if (parts.front().kind == Kind::AnyRun)
        return takesSlowly(parts.subspan(1), bytes)
            || (!bytes.empty() && takesSlowly(parts, bytes.subspan(1)));
    if (bytes.empty())
        return false;
    bool fits = parts.front().kind == Kind::Any;
    for (const std::uint8_t byte : parts.front().bytes)
        fits = fits || byte == bytes.front();
    return fits && takesSlowly(parts.subspan(1), bytes.subspan(1));
}
}  // namespace

TEST_SUITE("controllers/device")
{
    TEST_CASE("a pattern takes one of some bytes, any byte and any run")
    {
        CHECK(
            takes("F0 7E ?? 06 02 00 20 29 (03|13) 01 * F7", "F0 7E 00 06 02 00 20 29 13 01 00 00 00 04 F7"));
        CHECK_FALSE(takes("F0 7E ?? 06 02 00 20 29 (03|13) 01 * F7", "F0 7E 00 06 02 00 20 29 23 01 00 F7"));
        CHECK_FALSE(takes("F0 7E", "F0 7E F7"));
        CHECK_FALSE(matches(BytePattern {}, {}));
    }

    TEST_CASE("a pattern with runs takes what the plainest matcher takes")
    {
        const std::uint64_t seed = 20'260'731;
        CAPTURE(seed);
        test::Dice dice(seed);
        for (int round = 0; round < 5000; ++round) {
            BytePattern pattern;
            for (std::size_t i = 1 + dice.below(6); i > 0; --i) {
                using Part = BytePattern::Part;
                pattern.parts.push_back(dice.chance(35) ? Part {Part::Kind::AnyRun, {}}
                        : dice.chance(20)
                        ? Part {Part::Kind::Any, {}}
                        : Part {Part::Kind::One, {static_cast<std::uint8_t>(dice.below(3))}});
            }
            std::vector<std::uint8_t> bytes;
            for (std::size_t i = dice.below(8); i > 0; --i)
                bytes.push_back(static_cast<std::uint8_t>(dice.below(3)));
            REQUIRE(matches(pattern, bytes) == takesSlowly(pattern.parts, bytes));
        }
    }

    TEST_CASE("what is no message is told why")
    {
        const auto why = [](const char* text) {
            const auto bytes = parseMidiMessage(text);
            return bytes ? "" : bytes.error().message;
        };
        CHECK(why("F0 00 20 F7") == "");
        CHECK(why("B8 00 00 98 09 0C FA") == "");
        CHECK(why("F0 00 20") == "a SysEx message must end with F7");
        CHECK(why("F0 80 F7") == "between F0 and F7 there may be bytes up to 7F only");
        CHECK(why("B0 07") == "B0 needs 2 bytes after it");
        CHECK(why("B0 07 80") == "B0 needs 2 bytes up to 7F after it");
        CHECK(why("FF") == "FF begins no message that may be sent");
        CHECK(why("G0") == "\"G0\" is no byte; write two hex digits as in 7F");
        CHECK(why("") == "there are no bytes in it");
        CHECK(parseBytePattern("F0 (1|2) F7").error().message
            == "\"(1|2)\" is no byte; write 7F, ??, * or (03|13)");
        CHECK_FALSE(parseBytePattern("(03|13").has_value());
        CHECK_FALSE(ByteTemplate::parse("F0 {light} F7").has_value());
    }
}
