#include "controllers/lights/painter.hpp"

#include "tests/controllers/lights/simulated_lights.hpp"
#include "tests/support/dice.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace clave;
using namespace clave::test;
using namespace std::chrono_literals;

TEST_SUITE_BEGIN("controllers/lights");

namespace {
using Picture = std::vector<Light>;

Light randomLight(Dice& dice)
{
    const auto hue = static_cast<Hue>(dice.below(kHueCount));
    const auto motion =
        hue != Hue::Off && dice.chance(20) ? static_cast<Motion>(1 + dice.below(2)) : Motion::Steady;
    return {hue, motion, -1};
}

/// A painter in front of a device, in a time of their own.
struct Desk {
    explicit Desk(double pacingMs = 0.0, bool bulk = true, bool resends = false)
        : profile([&] {
            auto made = padProfile();
            made->pacingMs = pacingMs;
            made->resendAfterRelease = resends;
            if (!bulk)
                made->dialects[0].bulkSysEx.clear();
            return made;
        }())
        , codec(profile)
        , painter(codec)
        , picture(profile->controls.size())
    {
    }

    void show() { painter.show(picture); }
    void show(std::size_t control, Hue hue)
    {
        picture[control].hue = hue;
        show();
    }
    /// Sends what may be sent now.
    std::optional<TimePoint> send()
    {
        return painter.send(now, [this](std::span<const std::uint8_t> message) {
            if (profile->pacingMs > 0.0 && sentAt)
                CHECK(now - *sentAt >= std::chrono::duration<double, std::milli>(profile->pacingMs));
            sentAt = now;
            device.receive(message);
        });
    }
    /// Time passes, and what is due is sent when it is due.
    void pass(Nanoseconds time)
    {
        for (const TimePoint end = now + time;;) {
            const auto next = send();
            if (!next || *next > end) {
                now = end;
                return;
            }
            now = std::max(now, *next);
        }
    }
    [[nodiscard]] std::size_t untrue() const
    {
        std::size_t count = 0;
        for (std::size_t i = 0; i < picture.size(); ++i)
            count += device.shows(*profile, i) == picture[i] ? std::size_t {0} : std::size_t {1};
        return count;
    }

    std::shared_ptr<const Profile> profile;
    DeviceCodec codec;
    Painter painter;
    SimulatedLights device;
    Picture picture;
    TimePoint now {1s};
    std::optional<TimePoint> sentAt;
};
}  // namespace

TEST_CASE("whatever was shown in whatever pace, the device ends with the newest picture")
{
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        CAPTURE(seed);
        Dice dice(seed);
        const double paces[] = {0.0, 1.0, 3.3};
        Desk desk(paces[dice.below(3)], dice.chance(50), dice.chance(30));
        desk.painter.repaint(desk.now);
        for (int change = 0; change < 80; ++change) {
            const std::size_t count = dice.chance(10) ? 80 : dice.below(12);
            for (std::size_t i = 0; i < count; ++i)
                desk.picture[dice.below(desk.picture.size())] = randomLight(dice);
            desk.show();
            if (dice.chance(30))
                desk.painter.touched(static_cast<std::uint16_t>(dice.below(desk.picture.size())));
            if (dice.chance(3)) {
                desk.device.forget();
                desk.painter.repaint(desk.now + 5ms);
            }
            desk.pass(std::chrono::microseconds {dice.below(20'000)});
        }
        desk.pass(400ms);
        REQUIRE(desk.untrue() == 0);
        CHECK(desk.painter.waiting() == 0);
        CHECK(desk.device.notUnderstood() == 0);
    }
}

TEST_CASE("only what differs is sent")
{
    Desk desk(0.0, false);
    desk.painter.repaint(desk.now);
    desk.show();
    desk.send();
    CHECK(desk.device.messages() == 80);
    desk.show();
    desk.send();
    CHECK(desk.device.messages() == 80);
    desk.show(5, Hue::Red);
    desk.show(6, Hue::Red);
    desk.show(6, Hue::Off);
    desk.send();
    CHECK(desk.device.messages() == 81);
    CHECK(desk.untrue() == 0);
}

TEST_CASE("many changes are one message where the device takes it, few are not")
{
    Desk desk;
    desk.painter.repaint(desk.now);
    desk.show();
    desk.send();
    CHECK(desk.device.messages() == 1);
    for (std::size_t i = 0; i < 8; ++i)
        desk.picture[i].hue = Hue::Green;
    desk.show();
    desk.send();
    CHECK(desk.device.messages() == 9);
    for (std::size_t i = 0; i < 20; ++i)
        desk.picture[i].hue = Hue::Blue;
    desk.picture[3].motion = Motion::Flash;
    desk.show();
    desk.send();
    CHECK(desk.device.messages() == 11);
    CHECK(desk.untrue() == 0);
}

TEST_CASE("while a slow device is painted anew, a pad that is touched goes out next")
{
    Desk desk(1.0, false);
    desk.painter.repaint(desk.now);
    desk.show();
    desk.pass(10ms);
    CHECK(desk.untrue() > 60);
    desk.painter.touched(63);
    desk.show(63, Hue::Green);
    desk.pass(1ms);
    CHECK(desk.device.last() == std::vector<std::uint8_t> {18});
    desk.pass(52ms);
    CHECK(desk.untrue() > 0);  // 80 messages at 1 ms
    desk.pass(20ms);
    CHECK(desk.untrue() == 0);
}

TEST_CASE("the place that plays does not wait for the rest of the picture, nor the rest for it")
{
    Desk desk(1.0, false);
    desk.painter.repaint(desk.now);
    desk.show();
    desk.pass(10ms);
    desk.show(60, Hue::White);
    desk.pass(2ms);
    CHECK(desk.device.shows(*desk.profile, 60) == desk.picture[60]);
    // So fast that it alone would fill the cable.
    for (int i = 0; i < 400; ++i) {
        const auto at = static_cast<std::size_t>(32 + i % 8);
        desk.picture[static_cast<std::size_t>(32 + (i + 7) % 8)].hue = Hue::Off;
        desk.show(at, Hue::White);
        desk.pass(1ms);
    }
    desk.pass(20ms);
    CHECK(desk.untrue() == 0);
}

TEST_CASE("nothing is sent before the device listens, nor while it has a life of its own")
{
    Desk desk;
    desk.show(0, Hue::Red);
    desk.pass(1s);
    CHECK(desk.device.messages() == 0);
    desk.painter.repaint(desk.now + 200ms);
    desk.pass(199ms);
    CHECK(desk.device.messages() == 0);
    desk.pass(2ms);
    CHECK(desk.untrue() == 0);
    desk.painter.pause();
    desk.show(0, Hue::Green);
    desk.pass(20s);
    CHECK(desk.untrue() == 1);
    desk.painter.repaint(desk.now);
    desk.pass(1ms);
    CHECK(desk.untrue() == 0);
}

TEST_CASE("a pad that lights by itself is told the truth after it was let go")
{
    for (const bool resends : {false, true}) {
        Desk desk(0.0, true, resends);
        desk.painter.repaint(desk.now);
        desk.show(0, Hue::Green);
        desk.pass(1ms);
        desk.device.light(81, 0);
        desk.painter.touched(0);
        desk.pass(1ms);
        CHECK(desk.untrue() == (resends ? 0 : 1));
    }
}

TEST_CASE("a light that the device lost comes back by itself within seven seconds")
{
    Desk desk;
    desk.painter.repaint(desk.now);
    desk.show(40, Hue::Pink);
    desk.pass(1s);
    desk.device.light(51, 0);
    const std::size_t before = desk.device.messages();
    desk.pass(2s);
    CHECK(desk.device.messages() == before);
    desk.pass(4s);
    CHECK(desk.untrue() == 0);
    CHECK(desk.device.messages() == before + 80);
}

TEST_CASE("at the end all lights are off, however slow the device and whatever waited")
{
    Desk desk(5.0, false);
    desk.painter.repaint(desk.now);
    desk.picture.assign(80, {Hue::Red, Motion::Pulse});
    desk.show();
    desk.pass(100ms);
    desk.painter.darken([&](std::span<const std::uint8_t> message) { desk.device.receive(message); });
    desk.picture.assign(80, {});
    CHECK(desk.untrue() == 0);
    CHECK_FALSE(desk.send().has_value());
}

TEST_SUITE_END();
