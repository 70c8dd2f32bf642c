#include "app/scripts/script_hands.hpp"

#include "app/scripts/script_checks.hpp"
#include "controllers/device/light_color.hpp"
#include "controllers/device/light_words.hpp"
#include "core/io/json_value.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace clave {
namespace {
std::uint32_t numberIn(const JsonView& value)
{
    return static_cast<std::uint32_t>(std::clamp<std::int64_t>(value.whole(), 0, UINT32_MAX));
}

/// A device by its number, or by a part of its name.
GuestWish::Who whoIn(const JsonView& device)
{
    return device.isNumber() ? GuestWish::Who {numberIn(device), {}} : GuestWish::Who {0, device.text()};
}

bool isSame(const GuestWish::Lit& a, const GuestWish::Lit& b)
{
    return a.who.device == b.who.device && a.who.name == b.who.name && a.controls == b.controls;
}

std::optional<Light> lightIn(const JsonView& said)
{
    const auto hue = parseHue(said["color"].text());
    if (!said["color"].isText() || !hue)
        return std::nullopt;
    return Light {*hue, motionOf(said["motion"].text()).value_or(Motion::Steady), -1};
}
}  // namespace

void ScriptHands::listen(const JsonView& said)
{
    heardChains_.clear();
    listeners_.clear();
    said["chains"].forEach([&](const JsonView& one) {
        if (auto chain = chainIn(one))
            heardChains_.push_back(
                {one["script"].text(), {numberIn(one["number"]), whoIn(one["device"]), std::move(*chain)}});
    });
    said["pads"].forEach([&](const JsonView& one) {
        listeners_.push_back({one["script"].text(),
            {numberIn(one["number"]), whoIn(one["device"]), one["pads"].text(), one["take"].flag()}});
    });
    chains_.reset();
    hasChanged_ = true;
}

void ScriptHands::light(const JsonView& said)
{
    Lit lit {said["script"].text(), {whoIn(said["device"]), said["pad"].text(), lightIn(said)}};
    std::erase_if(
        lights_, [&](const Lit& other) { return other.script == lit.script && isSame(other.lit, lit.lit); });
    // Given back, it must still cover what was lit under another name, of a whole row for example.
    if ((lit.lit.light || !lights_.empty()) && lights_.size() < kMostLights)
        lights_.push_back(std::move(lit));
    hasChanged_ = true;
}

void ScriptHands::darken(const std::string& script)
{
    hasChanged_ =
        std::erase_if(lights_, [&](const Lit& lit) { return lit.script == script; }) > 0 || hasChanged_;
}

void ScriptHands::onEcho(const JsonView& said)
{
    if (said["id"].whole() == static_cast<std::int64_t>(awaited_))
        awaited_ = 0;
}

void ScriptHands::keepOnly(const std::function<bool(const std::string& script)>& isLive)
{
    const auto isOver = [&](const auto& one) { return !isLive(one.script); };
    const bool hasLost = std::erase_if(heardChains_, isOver) > 0;
    if (hasLost)
        chains_.reset();
    hasChanged_ =
        std::erase_if(listeners_, isOver) + std::erase_if(lights_, isOver) > 0 || hasLost || hasChanged_;
}

void ScriptHands::collectChains()
{
    std::vector<GuestWish::Chain> chains;
    for (const Chain& one : heardChains_)
        chains.push_back(one.chain);
    chains_ = std::make_shared<const std::vector<GuestWish::Chain>>(std::move(chains));
}

GuestWishPtr ScriptHands::takeWish()
{
    if (!std::exchange(hasChanged_, false))
        return nullptr;
    if (chains_ == nullptr)
        collectChains();
    auto wish = std::make_shared<GuestWish>();
    wish->chains = chains_;
    for (const Listener& listener : listeners_)
        wish->touches.push_back(listener.touch);
    for (const Lit& lit : lights_)
        wish->lights.push_back(lit.lit);
    return wish;
}

ScriptHands::Text ScriptHands::textOf(const GuestNews& news, const ClockStatus& status)
{
    JsonOut out = JsonOut::object();
    const bool isTouch = news.what == GuestNews::What::Touched;
    out.add("number", JsonOut::whole(news.number));
    if (isTouch) {
        out.add("pad", JsonOut::whole(news.pad));
        out.add("velocity", JsonOut::whole(news.velocity));
        out.add("control", JsonOut::text(news.control));
    } else {
        JsonOut captures = JsonOut::list();
        for (std::size_t i = 0; i < news.captureCount; ++i)
            captures.add(JsonOut::whole(news.captures[i]));
        out.add("captures", std::move(captures));
    }
    out.add("at", status.playing ? JsonOut::whole(status.line.positionAt(news.time).units) : JsonOut::null());
    return {isTouch ? "pad" : "fired", jsonLine(out)};
}

ScriptHands::Text ScriptHands::nextEcho()
{
    awaited_ = ++echoes_;
    JsonOut out = JsonOut::object();
    out.add("id", JsonOut::whole(static_cast<std::int64_t>(awaited_)));
    return {"echo", jsonLine(out)};
}

ScriptHands::Text ScriptHands::textOf(std::span<const GuestDevice> devices)
{
    JsonOut list = JsonOut::list();
    for (const GuestDevice& device : devices) {
        JsonOut one = JsonOut::object();
        one.add("id", JsonOut::whole(device.id));
        one.add("profile", JsonOut::text(device.profile));
        one.add("name", JsonOut::text(device.name));
        one.add("port", JsonOut::text(device.port));
        list.add(std::move(one));
    }
    JsonOut out = JsonOut::object();
    out.add("devices", std::move(list));
    return {"devices", jsonLine(out)};
}

}  // namespace clave
