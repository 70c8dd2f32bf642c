#include "app/cli/commands.hpp"
#include "app/surfaces/controller_files.hpp"
#include "app/surfaces/port_pairs.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string>

namespace clave {
namespace {
void printThose(const ControllerFiles& files, const PortList& list)
{
    fmt::print("There now:\n");
    bool isAny = false;
    for (const auto& port : pairPorts(list)) {
        const auto profile = files.profiles().find(port.input);
        if (profile == nullptr)
            continue;
        isAny = true;
        const auto map = files.mapFor(*profile, {});
        fmt::print("  {}: {}, {}\n", port.name, profile->name,
            map == nullptr ? std::string {"no map fits it"} : "map " + map->id);
        if (port.output.empty())
            fmt::print("    It has no output, so its lights stay dark.\n");
    }
    if (!isAny)
        fmt::print("  none\n");
    if (!list.trouble.empty())
        fmt::print("{}\n", list.trouble);
}

/// \param own the folder of a person's own files.
std::string aside(const Profile& profile, const std::string& own)
{
    if (!own.empty() && profile.file.starts_with(own + "/"))
        return "; a file of your own";
    switch (profile.confidence) {
    case Profile::Confidence::Guessed:
        return "; partly guessed: used when --controllers names it";
    case Profile::Confidence::Seen:
        return "; from other programs, not from its maker";
    case Profile::Confidence::Documented:
        break;
    }
    return {};
}
}  // namespace

Result<int> runCommand(const DevicesCommand& command)
{
    const auto folders = controllerFolders();
    ControllerFiles files {folders};
    const auto faults = files.refresh();
    printThose(files, listPorts(command.api));
    const auto profiles = files.profiles().profiles();
    std::size_t width = 0;
    for (const auto& profile : profiles)
        width = std::max(width, profile->id.size());
    fmt::print("Known:\n");
    for (const auto& profile : profiles) {
        const auto maps = files.mapsFor(*profile);
        fmt::print("  {:<{}}  {}{}{}\n", profile->id, width, profile->name,
            maps.empty() ? std::string {} : fmt::format(" (maps: {})", fmt::join(maps, ", ")),
            aside(*profile, folders.user));
        for (const auto& sentence : profile->usage)
            fmt::print("  {:<{}}    {}\n", "", width, sentence);
    }
    if (!folders.user.empty())
        fmt::print("Files of your own go to {0}/devices and {0}/maps.\n", folders.user);
    for (const auto& fault : faults)
        fmt::print("{}\n", fault);
    return faults.empty() ? kDone : kFailed;
}

}  // namespace clave
