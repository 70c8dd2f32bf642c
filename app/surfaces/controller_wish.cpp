#include "app/surfaces/controller_wish.hpp"

#include "controllers/device/port_names.hpp"

#include <algorithm>
#include <cctype>
#include <string_view>
#include <utility>

namespace clave {
namespace {
constexpr const char* kNone = "none";

std::string lower(std::string_view text)
{
    std::string small {text};
    std::ranges::transform(
        small, small.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return small;
}

bool isIn(std::string_view part, std::string_view whole)
{
    return lower(whole).find(lower(part)) != std::string::npos;
}

bool names(std::string_view word, const Profile& profile, const PortPair& port)
{
    return word == profile.id || isIn(word, profile.name) || isIn(word, port.name) || isIn(word, port.input);
}
}  // namespace

bool ControllerWish::wantsNone() const
{
    return std::ranges::find(names, kNone) != names.end();
}

ProfilePtr wantedProfile(const ControllerWish& wish, const ProfileLibrary& library, const PortPair& port,
    std::span<const std::uint8_t> answer)
{
    if (wish.wantsNone())
        return nullptr;
    for (const auto& name : wish.names) {
        const auto split = name.rfind('=');
        if (split != std::string::npos && isIn(name.substr(0, split), port.name))
            return library.byId(name.substr(split + 1));
    }
    auto profile = library.find(port.input, answer);
    const bool isWanted = profile != nullptr
        && (wish.names.empty() || std::ranges::any_of(wish.names, [&](const std::string& name) {
               return names(name, *profile, port);
           }));
    return isWanted ? profile : nullptr;
}

Profile unknownDevice(const PortPair& port)
{
    Profile profile;
    profile.name = port.name;
    profile.ports = {plainPortName(port.input).name};
    for (const char c : lower(port.name)) {
        const bool isWord = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (isWord || (!profile.id.empty() && profile.id.back() != '_'))
            profile.id += isWord ? c : '_';
    }
    if (profile.id.empty())
        profile.id = "device";
    profile.usage = {
        "No file says what it sends: press Learn and touch its controls one by one, or write a file."};
    return profile;
}

bool startsEnabled(const ControllerWish& wish, const Profile& profile)
{
    return profile.confidence != Profile::Confidence::Guessed || !wish.names.empty();
}

std::function<bool(const std::string&)> claimedPorts(ControllerWish wish, ProfileLibrary library)
{
    return [wish = std::move(wish), library = std::move(library)](const std::string& portName) {
        const auto profile = wantedProfile(wish, library, {plainPortName(portName).name, {}, portName, {}});
        return profile != nullptr && startsEnabled(wish, *profile);
    };
}

}  // namespace clave
