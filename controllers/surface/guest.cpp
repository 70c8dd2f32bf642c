#include "controllers/surface/guest.hpp"

#include "controllers/map/selector.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>

namespace clave {
namespace {
bool isHand(const Control& control)
{
    return control.kind == Control::Kind::Pad || control.kind == Control::Kind::Button;
}

bool has(std::string_view text, std::string_view part)
{
    const auto same = [](char a, char b) {
        return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
    };
    return part.empty() || !std::ranges::search(text, part, same).empty();
}

bool isMeant(const GuestWish::Who& who, const GuestHost& host)
{
    if (who.device != 0)
        return who.device == host.device;
    return has(host.profile.id, who.name) || has(host.profile.name, who.name) || has(host.port, who.name);
}

std::optional<int> numberIn(std::string_view text)
{
    int number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool isWhole = read.ec == std::errc {} && read.ptr == text.data() + text.size() && number >= 0;
    return isWhole ? std::optional {number} : std::nullopt;
}

std::vector<std::uint16_t> byNumber(int number, const Profile& profile)
{
    std::vector<std::uint16_t> pads;
    std::vector<std::uint16_t> others;
    for (std::size_t i = 0; i < profile.controls.size(); ++i) {
        const Control& control = profile.controls[i];
        if (control.in.number == number)
            (control.kind == Control::Kind::Pad ? pads : others).push_back(static_cast<std::uint16_t>(i));
    }
    return pads.empty() ? others : pads;
}

std::vector<bool> heardBy(const GuestWish::Touch& touch, const Profile& profile)
{
    std::vector<bool> heard(profile.controls.size(), touch.controls.empty());
    for (const std::uint16_t control : controlsMeant(touch.controls, profile))
        heard[control] = true;
    for (std::size_t i = 0; i < heard.size(); ++i)
        heard[i] = heard[i] && isHand(profile.controls[i]);
    return heard;
}
}  // namespace

std::vector<std::uint16_t> controlsMeant(std::string_view text, const Profile& profile)
{
    if (const auto number = numberIn(text))
        return byNumber(*number, profile);
    const auto selector = parseSelector(text);
    return selector ? controlsOf(*selector, profile) : std::vector<std::uint16_t> {};
}

Result<void> checkControlsMeant(std::string_view text)
{
    if (text.empty() || numberIn(text))
        return {};
    return parseSelector(text).map([](const ParsedSelector&) {});
}

GuestChains guestChainsOn(const GuestWish& wish, const GuestHost& host)
{
    GuestChains found;
    if (wish.chains == nullptr)
        return found;
    for (const GuestWish::Chain& chain : *wish.chains) {
        if (!isMeant(chain.who, host))
            continue;
        found.numbers.push_back(chain.number);
        found.chains.push_back(chain.chain);
    }
    return found;
}

Guest guestOn(const GuestWish& wish, const GuestHost& host)
{
    Guest guest;
    guest.taken.resize(host.profile.controls.size());
    guest.lights.resize(host.profile.controls.size());
    for (const GuestWish::Touch& touch : wish.touches) {
        if (!isMeant(touch.who, host))
            continue;
        guest.listeners.push_back({touch.number, heardBy(touch, host.profile)});
        for (std::size_t i = 0; i < guest.taken.size(); ++i)
            guest.taken[i] = guest.taken[i] || (touch.takes && guest.listeners.back().controls[i]);
    }
    for (const GuestWish::Lit& lit : wish.lights) {
        if (!isMeant(lit.who, host))
            continue;
        for (const std::uint16_t control : controlsMeant(lit.controls, host.profile))
            guest.lights[control] = lit.light;
    }
    return guest;
}

std::string selectorOf(const Profile& profile, const Control& control)
{
    if (control.kind == Control::Kind::Pad)
        return fmt::format("{}[{}][{}]", control.group, control.row, control.col);
    const auto same = std::ranges::count(profile.controls, control.group, &Control::group);
    return same == 1 ? control.group : fmt::format("{}.{}", control.group, control.index);
}

}  // namespace clave
