#include "app/net/osc_socket.hpp"

#include "app/net/osc_wish.hpp"

#include <doctest/doctest.h>
#include <poll.h>

#include <array>

using namespace clave;

namespace {
bool waitFor(const OscSocket& socket, short events)
{
    pollfd file {socket.handle(), events, 0};
    return poll(&file, 1, 2000) == 1;
}
}  // namespace

TEST_SUITE("app/net/osc_socket")
{
    TEST_CASE("a port that is taken is passed over for the next, and only this machine can reach it")
    {
        const OscAddress wished {0x7F000001, 39170};
        const auto first = OscSocket::open(wished);
        const auto second = OscSocket::open(wished);
        REQUIRE(first);
        REQUIRE(second);
        CHECK(second->address().port > first->address().port);
        CHECK(first->address().text().starts_with("127.0.0.1:"));
    }

    TEST_CASE("an address that this machine does not have is a sentence")
    {
        const auto opened = OscSocket::open({0x08080808, 39170});
        REQUIRE_FALSE(opened);
        CHECK(opened.error().message == "OSC is off: 8.8.8.8:39170: Cannot assign requested address.");
    }

    TEST_CASE("packets go both ways, and who has gone is known")
    {
        auto here = OscSocket::open({0x7F000001, 39270});
        auto there = OscSocket::open({0x7F000001, 39370});
        REQUIRE(here);
        REQUIRE(there);
        const OscAddress gone = there->address();
        const std::array word {std::byte {1}, std::byte {2}};
        here->send(gone, word);
        REQUIRE(waitFor(*there, POLLIN));
        std::array<std::byte, 16> room {};
        OscAddress from;
        CHECK(there->receive(room, from) == 2);
        CHECK(from == here->address());
        CHECK_FALSE(there->receive(room, from));
        {
            const OscSocket closed = std::move(*there);
        }
        here->send(gone, word);
        REQUIRE(waitFor(*here, POLLERR));
        CHECK(here->takeVanished() == gone);
        CHECK_FALSE(here->takeVanished());
    }

    TEST_CASE("--osc takes a port, an address with a port, or off")
    {
        CHECK(parseOscWish("9000")->address == OscAddress {0x7F000001, 9000});
        CHECK(parseOscWish("0.0.0.0:9000")->address == OscAddress {0, 9000});
        CHECK(parseOscWish("localhost:9000")->address == OscAddress {0x7F000001, 9000});
        CHECK_FALSE(parseOscWish("off")->on);
        for (const char* wrong : {"", "on", "0", "70000", "1.2.3:9000", "9000:", "host:9000"}) {
            CAPTURE(wrong);
            REQUIRE_FALSE(parseOscWish(wrong));
        }
        CHECK(parseOscWish("on").error().message
            == "must be a port such as 9170, an address and a port such as 0.0.0.0:9170, or off, not \"on\"");
    }
}
