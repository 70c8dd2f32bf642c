#include "app/ports/choice.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <optional>

namespace clave {
namespace {
using What = PortChoice::What;

std::string lower(std::string_view text)
{
    std::string result {text};
    std::ranges::transform(
        result, result.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return result;
}

/// "a", "b", in quotes, and `more` after them.
std::string namesOf(const std::vector<PortInfo>& ports, const std::vector<std::string_view>& more = {})
{
    std::vector<std::string> names;
    for (const PortInfo& port : ports)
        if (port.kind != PortKind::Own)
            names.push_back(fmt::format("\"{}\"", port.name));
    names.insert(names.end(), more.begin(), more.end());
    return names.empty() ? "none" : fmt::format("{}", fmt::join(names, ", "));
}

std::optional<What> wordFor(std::string_view wanted)
{
    const auto word = lower(wanted);
    if (word == "synth")
        return What::Synth;
    if (word == "virtual")
        return What::Virtual;
    if (word == "none")
        return What::Silent;
    return std::nullopt;
}

/// \param noun what such a port is called. \param words that would do instead of a name.
Result<PortInfo> find(std::string_view wanted, const std::vector<PortInfo>& ports, std::string_view noun,
    const std::vector<std::string_view>& words)
{
    const auto small = lower(wanted);
    std::vector<PortInfo> found;
    for (const PortInfo& port : ports) {
        if (lower(port.name) == small)
            return port;
        if (lower(port.name).find(small) != std::string::npos)
            found.push_back(port);
    }
    if (found.size() == 1)
        return found.front();
    if (found.empty())
        return fail(fmt::format("There is no {} \"{}\"; there is {}.", noun, wanted, namesOf(ports, words)));
    return fail(fmt::format(
        "More than one {} is called \"{}\": {}; give more of the name.", noun, wanted, namesOf(found)));
}

Result<PortChoice> named(std::string_view wanted, const PortList& list, bool audioOpens)
{
    PortChoice choice;
    if (const auto word = wordFor(wanted)) {
        choice.what = *word;
        if (choice.what == What::Synth && !audioOpens)
            return fail(
                "The built-in synth has no audio to play on; choose a port, or \"virtual\", as the output.");
        if (choice.what == What::Virtual && list.api == MidiApi::Auto)
            return fail("There is no virtual port: " + list.trouble);
        return choice;
    }
    const auto port = findPort(wanted, list.outputs);
    if (!port)
        return fail(list.trouble.empty() ? port.error().message : port.error().message + " " + list.trouble);
    choice.what = What::Port;
    choice.port = *port;
    return choice;
}

std::vector<PortInfo> hardwareOf(const PortList& list)
{
    std::vector<PortInfo> hardware;
    std::ranges::copy_if(list.outputs, std::back_inserter(hardware),
        [](const PortInfo& port) { return port.kind == PortKind::Hardware; });
    return hardware;
}

PortChoice unnamed(const PortList& list, bool audioOpens)
{
    PortChoice choice;
    const auto hardware = hardwareOf(list);
    if (audioOpens) {
        choice.what = What::Synth;
        choice.offered = hardware.empty() ? std::string {} : hardware.front().name;
    } else if (hardware.size() == 1) {
        choice.what = What::Port;
        choice.port = hardware.front();
    } else if (list.api != MidiApi::Auto) {
        choice.what = What::Virtual;
        choice.offered = hardware.empty() ? std::string {} : hardware.front().name;
        choice.notice = hardware.empty()
            ? "There is no audio and no synth: connect one to the port \"Clave\"."
            : fmt::format("There is no audio and more than one synth: choose one in the window's Settings or "
                          "with --out ({}).",
                  namesOf(hardware));
    } else {
        choice.what = What::Silent;
        choice.notice = "Nothing can be heard: there is no audio and no MIDI. " + list.trouble;
    }
    return choice;
}
}  // namespace

Result<PortInfo> findPort(
    std::string_view wanted, const std::vector<PortInfo>& ports, const std::vector<std::string_view>& words)
{
    return find(wanted, ports, "output", words);
}

Result<PortInfo> findInput(
    std::string_view wanted, const std::vector<PortInfo>& ports, const std::vector<std::string_view>& words)
{
    return find(wanted, ports, "input", words);
}

Result<PortChoice> chooseOutput(const PortWish& wish, const PortList& list, bool audioOpens)
{
    if (!wish.out.empty())
        return named(wish.out, list, audioOpens);
    if (wish.songMatch.empty())
        return unnamed(list, audioOpens);
    auto choice = named(wish.songMatch, list, audioOpens);
    if (!choice) {
        const auto why = choice.error().message;
        choice = unnamed(list, audioOpens);
        choice->notice = fmt::format("The song asks for \"{}\". {}{}{}", wish.songMatch, why,
            choice->notice.empty() ? "" : " ", choice->notice);
    }
    return choice;
}

}  // namespace clave
