#include "core/ports/bell.hpp"

#include <doctest/doctest.h>

using namespace clave;
using namespace std::chrono_literals;

TEST_SUITE_BEGIN("core/ports/bell");

TEST_CASE("rings that come before somebody looks are one, and none is lost")
{
    Bell bell;
    CHECK_FALSE(bell.waitFor(0ms));
    bell.ring();
    bell.ring();
    CHECK(bell.waitFor(0ms));
    CHECK_FALSE(bell.waitFor(0ms));
    bell.ring();
    CHECK(bell.waitFor(0ms));
}

TEST_CASE("a rope rings once it is tied, and what it is tied to outlives whoever made it")
{
    BellRope rope;
    rope.pull();
    auto bell = std::make_shared<Bell>();
    rope.tie(bell);
    CHECK_FALSE(bell->waitFor(0ms));
    rope.pull();
    CHECK(bell->waitFor(0ms));
    const std::weak_ptr<Bell> seen = bell;
    bell.reset();
    rope.pull();
    CHECK_FALSE(seen.expired());
}

TEST_SUITE_END();
