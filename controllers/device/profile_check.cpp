#include "controllers/device/profile_file.hpp"
#include "controllers/device/profile_reading.hpp"
#include "controllers/device/profile_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <map>

namespace clave {
namespace {
using Kind = SurfaceEvent::Kind;

constexpr std::uint16_t kPairDistance = 32;

bool hasLights(const Profile& profile)
{
    return std::ranges::any_of(profile.controls, [](const Control& control) { return control.dialect >= 0; });
}

bool isUsed(const Profile& profile, std::size_t dialect)
{
    return std::ranges::any_of(profile.controls,
        [&](const Control& control) { return control.dialect == static_cast<std::int16_t>(dialect); });
}
}  // namespace

void checkControls(ProfileReading& reading)
{
    const Profile& profile = reading.profile;
    std::map<Address, std::size_t> first;
    const toml::source_region* told = nullptr;  // one wrong number moves a whole group
    const auto claim = [&](const Address& address, std::size_t index) {
        const auto [there, isNew] = first.emplace(address, index);
        const bool isTold = told != nullptr && told->begin == reading.places[index].begin;
        if (isNew || isTold)
            return;
        told = &reading.places[index];
        reading.faults.add(reading.places[index],
            fmt::format("{} and {} have the same address, {}",
                controlName(profile, profile.controls[there->second]),
                controlName(profile, profile.controls[index]), addressText(address)));
    };
    for (std::size_t i = 0; i < profile.controls.size(); ++i) {
        const Control& control = profile.controls[i];
        if (control.kind == Control::Kind::Light || profile.isOsc)
            continue;
        claim(control.in, i);
        if (!control.bits14 || control.in.kind != Kind::Cc)
            continue;
        if (control.in.number >= kPairDistance)
            reading.faults.add(reading.places[i],
                fmt::format("{} has 14 bits, but controllers 0 to 31 only have a second half",
                    controlName(profile, control)));
        else
            claim(
                {Kind::Cc, control.in.channel, static_cast<std::uint16_t>(control.in.number + kPairDistance)},
                i);
    }
    if (const Overlap overlap = firstOverlap(profile.controls); overlap.other != 0)
        reading.faults.add(reading.places[overlap.other],
            fmt::format("{} and {} are drawn over each other; move one with at = [x, y]",
                controlName(profile, profile.controls[overlap.one]),
                controlName(profile, profile.controls[overlap.other])));
}

std::vector<std::string> lint(const Profile& profile)
{
    std::vector<std::string> found;
    const auto add = [&](std::string_view what) {
        found.push_back(fmt::format("{}: {}.", profile.file, what));
    };
    if (profile.ports.empty() && profile.identity.parts.empty() && !profile.isOsc)
        add("neither ports nor identity in [match]: it is used only when it is asked for by name");
    if (!profile.identity.parts.empty() && profile.ports.empty())
        add("identity without ports: a device with several ports may answer on all of them");
    if (!profile.take.empty() && profile.release.empty())
        add("[take] has send but no release: the device keeps its mode when Clave ends");
    if (hasLights(profile) && profile.pauseOn.empty() != profile.repaintOn.empty())
        add("pause_on and repaint_on belong together: what was paused is never lit again");
    if (profile.confidence == Profile::Confidence::Guessed && profile.usage.empty())
        add("guessed, but usage does not say what to check on the device");
    if (std::ranges::any_of(profile.ports,
            [](const std::string& glob) { return glob.find_first_not_of("*?") == std::string::npos; }))
        add("ports has a name that any port has: it would take every input there is; write a part of the "
            "device's own name, like \"*Launchpad*\"");
    if (profile.sources.empty())
        add("no sources: say where the numbers are from");
    if (profile.controls.empty())
        add("it has no controls");
    for (std::size_t i = 0; i < profile.dialects.size(); ++i) {
        if (!isUsed(profile, i))
            add(fmt::format("[led.{}] is used by no control", profile.dialects[i].name));
    }
    return found;
}

}  // namespace clave
