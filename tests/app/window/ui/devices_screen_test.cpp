#include "app/window/ui/device_words.hpp"
#include "app/window/ui/learn_goals.hpp"

#include "tests/app/window/ui/ui_rig.hpp"
#include "tests/support/builders.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <variant>

using namespace clave;
using namespace clave::test;

TEST_SUITE_BEGIN("app/window/ui/devices");

namespace {
Control controlOf(Control::Kind kind, const char* group, int index, float x, float y)
{
    Control control;
    control.kind = kind;
    control.group = group;
    control.row = static_cast<std::uint8_t>(index / 4);
    control.col = static_cast<std::uint8_t>(index % 4);
    control.index = static_cast<std::uint8_t>(index);
    control.dialect = kind == Control::Kind::Pad ? std::int16_t {0} : std::int16_t {-1};
    control.x = x;
    control.y = y;
    return control;
}

constexpr std::uint16_t kButton = 8;
constexpr std::uint16_t kKnob = 9;
constexpr std::uint16_t kFader = 10;

/// Two rows of four pads, a button, an endless knob and a fader.
std::shared_ptr<Profile> anyProfile()
{
    auto profile = std::make_shared<Profile>();
    profile->id = "any";
    profile->name = "Any Pads";
    profile->file = "devices/any.toml";
    for (int i = 0; i < 8; ++i)
        profile->controls.push_back(
            controlOf(Control::Kind::Pad, "pad", i, static_cast<float>(i % 4), static_cast<float>(i / 4)));
    profile->controls.push_back(controlOf(Control::Kind::Button, "play", 0, 4.0F, 0.0F));
    profile->controls.push_back(controlOf(Control::Kind::Encoder, "knob", 0, 4.0F, 1.0F));
    profile->controls.back().relative = Relative::TwosComplement;
    profile->controls.push_back(controlOf(Control::Kind::Fader, "fader", 0, 5.0F, 0.0F));
    profile->controls.back().height = 2.0F;
    profile->dialects.emplace_back();
    return profile;
}

Bind bindOf(const char* on, const char* action, std::vector<Argument> arguments = {})
{
    Bind bind;
    bind.on.text = on;
    bind.action = action;
    bind.arguments = std::move(arguments);
    return bind;
}

std::shared_ptr<Map> anyMap()
{
    auto map = std::make_shared<Map>();
    map->id = "mine";
    map->name = "My map";
    map->file = "maps/mine.map.toml";
    map->binds = {bindOf("pad[0..1][*]", "step.toggle", {{"step", {.row = 4.0, .col = 1.0}, {}}}),
        bindOf("play", "transport.play"), bindOf("knob[*]", "param.set", {{"param", {}, "tempo"}})};
    Bind held = bindOf("play", "track.mute");
    held.gesture = Gesture::Hold;
    held.layer = "keys";
    map->binds.push_back(held);
    return map;
}

DeviceView anyDevice(std::uint32_t id = 7)
{
    DeviceView device;
    device.id = id;
    device.name = "Any Pads " + std::to_string(id);
    device.state = DeviceView::State::Connected;
    device.profile = anyProfile();
    device.map = anyMap();
    device.maps = {"other", "mine"};
    device.lights.resize(device.profile->controls.size());
    return device;
}

void show(UiRig& rig, std::vector<DeviceView> devices)
{
    rig.devices = std::make_shared<const std::vector<DeviceView>>(std::move(devices));
    rig.frame();
}

/// A window that shows one device.
struct OneDevice {
    explicit OneDevice(ImVec2 size = {1280.0F, 800.0F}, float scale = 1.0F)
        : rig(songOf({row("x... x...")}), size, scale)
    {
        show(rig, {anyDevice()});
        rig.key(Special::F7);
    }
    /// What was asked of the device's controls since the last call.
    std::vector<ControlInput> touches()
    {
        std::vector<ControlInput> inputs;
        for (const Wish& wish : std::exchange(rig.wishes, {})) {
            if (const auto* const touch = std::get_if<wish::TouchControl>(&wish)) {
                CHECK(touch->device == 7);
                inputs.push_back(touch->input);
            }
        }
        return inputs;
    }
    UiRig rig;
};
using What = ControlInput::What;
}  // namespace

TEST_CASE("a pad of the picture is pressed while the mouse holds it")
{
    OneDevice one;
    one.rig.moveTo(one.rig.rect("twin.5").center());
    one.rig.press();
    one.rig.frame(3);
    auto inputs = one.touches();
    REQUIRE(inputs.size() == 1);
    CHECK(inputs[0].what == What::Press);
    CHECK(inputs[0].control == 5);
    CHECK(inputs[0].value == 100);
    one.rig.moveTo(one.rig.rect("twin.2").center());
    one.rig.release();
    inputs = one.touches();
    REQUIRE(inputs.size() == 1);
    CHECK(inputs[0].what == What::Release);
    CHECK(inputs[0].control == 5);
}

TEST_CASE("the right button holds a pad while others are touched, and leaving the screen lets go of it")
{
    OneDevice one;
    one.rig.click("twin.0", 1);
    one.rig.click("twin.3");
    auto inputs = one.touches();
    REQUIRE(inputs.size() == 3);
    CHECK(inputs[0].what == What::Press);
    CHECK(inputs[1].control == 3);
    CHECK(inputs[2].control == 3);
    one.rig.click("twin.0", 1);
    inputs = one.touches();
    REQUIRE(inputs.size() == 1);
    CHECK(inputs[0].what == What::Release);
    CHECK(inputs[0].control == 0);
    one.rig.click("twin.1", 1);
    one.rig.key(Special::F2);
    inputs = one.touches();
    REQUIRE(inputs.size() == 2);
    CHECK(inputs[1].what == What::Release);
    CHECK(inputs[1].control == 1);
}

TEST_CASE("an endless knob turns by the wheel, a fader goes where it is put")
{
    OneDevice one;
    one.rig.wheel(fmt::format("twin.{}", kKnob), 1.0F);
    one.rig.wheel(fmt::format("twin.{}", kKnob), -1.0F);
    auto inputs = one.touches();
    REQUIRE(inputs.size() == 2);
    CHECK(inputs[0].what == What::Turn);
    CHECK(inputs[0].delta == 1);
    CHECK(inputs[1].delta == -1);
    one.rig.dragBy(fmt::format("twin.{}", kFader), {0.0F, -500.0F});
    inputs = one.touches();
    REQUIRE_FALSE(inputs.empty());
    CHECK(inputs.back().what == What::Move);
    CHECK(inputs.back().control == kFader);
    CHECK(inputs.back().value == 127);
}

TEST_CASE("a device is ignored, used again, and given another map")
{
    OneDevice one;
    one.rig.click("device.use");
    REQUIRE(one.rig.wishes.size() == 1);
    CHECK_FALSE(std::get<wish::UseDevice>(one.rig.wishes[0]).on);
    DeviceView off = anyDevice();
    off.state = DeviceView::State::Disabled;
    show(one.rig, {off});
    one.rig.click("device.use");
    CHECK(std::get<wish::UseDevice>(one.rig.wishes[1]).on);
    one.rig.click("device.map");
    one.rig.click("device.map.0");
    REQUIRE(one.rig.wishes.size() == 3);
    CHECK(std::get<wish::UseMap>(one.rig.wishes[2]).map == "other");
    one.rig.click("device.copy");
    CHECK(std::get<wish::CopyText>(one.rig.wishes[3]).text == "maps/mine.map.toml");
}

TEST_CASE("of several devices the chosen one is shown, and stays chosen while others come and go")
{
    OneDevice one;
    DeviceView other = anyDevice(9);
    auto small = std::make_shared<Profile>(*anyProfile());
    small->controls.resize(2);
    other.profile = small;
    show(one.rig, {anyDevice(), other});
    CHECK(one.rig.has("twin.5"));
    one.rig.click("device.9");
    CHECK_FALSE(one.rig.has("twin.5"));
    show(one.rig, {other});
    CHECK(one.rig.has("twin.1"));
    show(one.rig, {anyDevice()});
    CHECK(one.rig.has("twin.5"));
    show(one.rig, {});
    CHECK_FALSE(one.rig.has("twin.0"));
}

TEST_CASE("the rule that was followed flashes for a moment, and no longer")
{
    OneDevice one;
    DeviceView device = anyDevice();
    SurfaceTrace trace;
    trace.number = 1;
    trace.time = one.rig.live.clock.now();
    trace.what = "play pressed";
    trace.why = "plays, or stops";
    trace.bind = 1;
    device.traces = {trace};
    show(one.rig, {device});
    CHECK(one.rig.has("fired.1"));
    CHECK_FALSE(one.rig.has("fired.0"));
    CHECK(one.rig.ui.isMoving());
    one.rig.frame(60);
    CHECK_FALSE(one.rig.has("fired.1"));
    CHECK_FALSE(one.rig.ui.isMoving());
}

TEST_CASE("rules are sentences about the controls that the device has")
{
    const auto lines = ruleLines(*anyProfile(), *anyMap());
    REQUIRE(lines.size() == 4);
    CHECK(lines[0].on == "pad, rows 1 to 2");
    CHECK(lines[0].does == "switches step 1 to 8 on or off, and edits it while held");
    CHECK(lines[0].controls.size() == 8);
    CHECK(lines[1].on == "play");
    CHECK(lines[1].does == "plays, or stops");
    CHECK(lines[2].does == "sets tempo");
    CHECK(lines[3].layer == "keys");
    CHECK(lines[3].how == "held");
    CHECK(lines[3].does == "mutes the track, or lets it sound");
    auto few = *anyProfile();
    few.controls.resize(4);
    CHECK(ruleLines(few, *anyMap()).size() == 1);
}

TEST_CASE("a control says its name, its light and what it does, also without color")
{
    DeviceView device = anyDevice();
    device.lights[5] = {Hue::GreenDim, Motion::Flash};
    CHECK(controlInWords(device, 5)
        == "pad 2/2: green dim, flashing\nswitches step 6 on or off, and edits it while held");
    CHECK(controlInWords(device, kButton)
        == "play\nplays, or stops\nkeys, held: mutes the track, or lets it sound");
    device.map = nullptr;
    CHECK(controlInWords(device, kFader).starts_with("fader"));
    CHECK(lettersOf(device.lights[5]) == "gn!");
    CHECK(lettersOf({Hue::Red}) == "Re");
    CHECK(lettersOf({}).empty());
    for (int hue = 1; hue < kHueCount; ++hue) {
        for (int other = 0; other < hue; ++other)
            CHECK(lettersOf({static_cast<Hue>(hue)}) != lettersOf({static_cast<Hue>(other)}));
    }
}

TEST_CASE("a control is taught: what it is to do, the touch, and what became of it")
{
    OneDevice one;
    one.rig.click("device.learn");
    one.rig.type("plays, or");
    one.rig.key(Special::Enter);
    one.rig.frame(6);
    REQUIRE(one.rig.wishes.size() == 1);
    const auto first = std::get<wish::Learn>(one.rig.wishes[0]);
    CHECK(first.device == 7);
    CHECK(first.ask.what == LearnAsk::What::Listen);
    CHECK(first.ask.goal.action == "transport.play");
    DeviceView device = anyDevice();
    device.learn = {.on = true,
        .target = first.ask.goal.title,
        .heard = "a button",
        .advice = {},
        .isDone = true,
        .conflict = "switches step 1",
        .candidates = {"note 1", "note 2"},
        .proposal = {},
        .taken = 1,
        .trouble = {}};
    show(one.rig, {device});
    for (const char* const name :
        {"learn.candidate.1", "learn.both", "learn.take", "learn.undo", "learn.save"})
        one.rig.click(name);
    CHECK_FALSE(one.rig.has("learn.grid"));
    one.rig.key(Special::Escape);
    std::vector<LearnAsk::What> asked;
    for (const Wish& wish : one.rig.wishes)
        asked.push_back(std::get<wish::Learn>(wish).ask.what);
    using What = LearnAsk::What;
    CHECK(asked
        == std::vector {
            What::Listen, What::Choose, What::TakeBoth, What::Take, What::Undo, What::Save, What::Stop});
    CHECK(std::get<wish::Learn>(one.rig.wishes[1]).ask.candidate == 1);
}

TEST_CASE("all that can be taught is offered, by the number of the step or track")
{
    const auto all = learnGoals(3, "");
    CHECK(all.size() > 60);
    const auto steps = learnGoals(3, "on or off, and edits");
    REQUIRE(steps.size() == 1);
    CHECK(steps[0].action == "step.toggle");
    CHECK(steps[0].title == "Switches step 3 on or off, and edits it while held");
    REQUIRE(steps[0].arguments.size() == 1);
    CHECK(steps[0].arguments[0].number.add == 2.0);
    const auto mutes = learnGoals(3, "mutes");
    REQUIRE(mutes.size() == 2);
    CHECK(mutes[1].title == "Mutes the track, or lets it sound");
    CHECK(mutes[0].title == "Mutes track 3, or lets it sound");
    CHECK(learnGoals(1, "sets velocity")[0].arguments[0].word == "velocity");
    for (const LearnTarget& goal : all)
        CHECK(goal.title.find('{') == std::string::npos);
}

TEST_CASE("the picture fits into small windows and large letters")
{
    for (const auto& [size, scale] :
        {std::pair {ImVec2 {640.0F, 400.0F}, 1.0F}, std::pair {ImVec2 {1280.0F, 800.0F}, 3.0F},
            std::pair {ImVec2 {1920.0F, 1080.0F}, 0.75F}, std::pair {ImVec2 {300.0F, 200.0F}, 1.0F}}) {
        CAPTURE(size.x);
        OneDevice one(size, scale);
        REQUIRE(one.rig.has("twin"));
        const Rect twin = one.rig.rect("twin");
        CHECK(twin.most.x <= size.x);
        for (int i = 0; i < 8; ++i) {
            const Rect pad = one.rig.rect(fmt::format("twin.{}", i));
            CHECK(pad.least.x >= twin.least.x);
            CHECK(pad.most.x <= twin.most.x);
            CHECK(pad.most.y <= twin.most.y);
        }
    }
}

TEST_CASE("a device that no file describes says so, and Learn begins to listen to it")
{
    OneDevice one;
    DeviceView unknown = anyDevice();
    auto profile = std::make_shared<Profile>();
    profile->name = "Some Box";
    unknown.profile = profile;
    unknown.map = nullptr;
    unknown.maps.clear();
    unknown.lights.clear();
    unknown.state = DeviceView::State::Disabled;
    CHECK(stateInWords(unknown) == "no profile: learn it, or write one");
    show(one.rig, {unknown});
    one.rig.frame(2);
    one.rig.wishes.clear();
    one.rig.click("device.learn");
    const auto asks = std::ranges::any_of(one.rig.wishes, [](const Wish& wish) {
        const auto* const use = std::get_if<wish::UseDevice>(&wish);
        return use != nullptr && use->device == 7 && use->on;
    });
    CHECK(asks);
}

TEST_SUITE_END();
