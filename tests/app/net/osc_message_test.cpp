#include "app/net/osc_message.hpp"

#include <doctest/doctest.h>

#include <cstring>

using namespace clave;

namespace {
std::vector<std::byte> bytesOf(std::string_view text)
{
    std::vector<std::byte> bytes(text.size());
    std::memcpy(bytes.data(), text.data(), text.size());
    return bytes;
}

using namespace std::string_view_literals;
}  // namespace

TEST_SUITE("app/net/osc_message")
{
    TEST_CASE("a message is the same after a trip as bytes, and its bytes are those of OSC 1.0")
    {
        const OscMessage message {"/clave/x", {std::int64_t {5}, 0.5, std::string("C4"), std::monostate {}}};
        const auto bytes = oscBytes(message);
        CHECK(bytes == bytesOf("/clave/x\0\0\0\0,ifsN\0\0\0\0\0\0\5\x3f\0\0\0C4\0\0"sv));
        const auto read = readOscPacket(bytes);
        REQUIRE(read);
        REQUIRE(read->size() == 1);
        CHECK((*read)[0].message == message);
        CHECK((*read)[0].due.isNow());
    }

    TEST_CASE("a truth is sent as 1 or 0, and T and F are read")
    {
        CHECK(oscBytes({"/a", {true}}) == oscBytes({"/a", {std::int64_t {1}}}));
        const auto read = readOscPacket(bytesOf("/a\0\0,TF\0"sv));
        REQUIRE(read);
        CHECK((*read)[0].message.values == std::vector<OscValue> {true, false});
    }

    TEST_CASE("a bundle gives its messages in order with its time, bundles within it too")
    {
        const std::string_view inner = "#bundle\0\0\0\0\2\0\0\0\0\0\0\0\x8/b\0\0,\0\0\0"sv;
        std::string packet("#bundle\0\0\0\0\1\x80\0\0\0\0\0\0\x8/a\0\0,\0\0\0"sv);
        packet += "\0\0\0\x1c"sv;
        packet += inner;
        const auto read = readOscPacket(bytesOf(packet));
        REQUIRE(read);
        REQUIRE(read->size() == 2);
        CHECK((*read)[0].message.path == "/a");
        CHECK((*read)[1].message.path == "/b");
        CHECK((*read)[1].due.secondsAfter((*read)[0].due) == doctest::Approx(0.5));
    }

    TEST_CASE("what is sent together is one bundle, and more than fits a frame are several")
    {
        const std::vector<OscMessage> messages(100, {"/clave/step", {std::int64_t {1}, std::int64_t {2}}});
        const auto bundles = oscBundles(messages);
        std::size_t count = 0;
        for (const auto& bundle : bundles) {
            CHECK(bundle.size() <= 1400);
            const auto read = readOscPacket(bundle);
            REQUIRE(read);
            count += read->size();
        }
        CHECK(count == 100);
        CHECK(bundles.size() == 3);
    }

    TEST_CASE("a packet with anything broken in it is not taken at all")
    {
        for (const std::string_view packet :
            {""sv, "/"sv, "abc\0,\0\0\0"sv, "/a\0\0,i\0\0"sv, "/a\0\0,s\0\0ab"sv,
                "/a\0\0,b\0\0\x7f\xff\xff\xff"sv, "#bundle\0\0\0\0\0\0\0\0\1\0\0\1\0/a\0\0,\0\0\0"sv,
                "#bundle\0\0\0\0\0\0\0\0\1\0\0\0\x8/a\0\0,\0\0\0\0\0\0\x8/a\0\0,i\0\0"sv,
                "/a\0\0,s\0\0\xff\xff\0\0"sv}) {
            CAPTURE(packet);
            CHECK_FALSE(readOscPacket(bytesOf(packet)));
        }
        std::vector<std::byte> deep = bytesOf("/a\0\0,\0\0\0"sv);
        for (std::size_t depth = 0; depth <= kMostOscDepth; ++depth) {
            auto around = bytesOf("#bundle\0\0\0\0\0\0\0\0\1\0\0\0"sv);
            around.push_back(static_cast<std::byte>(deep.size()));
            around.insert(around.end(), deep.begin(), deep.end());
            deep = around;
            CHECK(readOscPacket(deep).has_value() == (depth < kMostOscDepth));
        }
    }

    TEST_CASE("patterns match parts of addresses, and hostile ones match nothing in no time")
    {
        CHECK(matchesOsc("bass", "b*"));
        CHECK(matchesOsc("12", "1?"));
        CHECK(matchesOsc("2", "[1-3]"));
        CHECK(matchesOsc("kick", "{kick,snare}"));
        CHECK_FALSE(matchesOsc("hat", "{kick,snare}"));
        CHECK_FALSE(matchesOsc(std::string(60, 'a'), "*a*a*a*a*a*a*a*a*a*b"));
        CHECK_FALSE(matchesOsc("a", "["));
        CHECK_FALSE(matchesOsc("a", "{a"));
    }

    TEST_CASE("values go to JSON and back")
    {
        const std::vector<OscValue> values {
            std::int64_t {1}, 0.5, std::string("a \"b\""), true, std::monostate {}};
        CHECK(oscTexts(values) == R"([1, 0.5, "a \"b\"", true, null])");
        CHECK(parseOscTexts(oscTexts(values)).value() == values);
        CHECK_FALSE(parseOscTexts("[[1]]"));
        CHECK_FALSE(parseOscTexts("{}"));
    }
}
