#include "app/ports/port_list.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <optional>

namespace clave {
namespace {
// Lower case, each matched where a word begins.
constexpr std::array<std::string_view, 9> kLoopBacks {"midi through", "virmidi", "virtual raw midi",
    "snd-virmidi", "loopback", "loop-back", "iac driver", "system:announce", "system:timer"};
constexpr std::array<std::string_view, 2> kOwn {"clave", "rtmidi"};
constexpr std::array<std::string_view, 25> kControllers {"launchpad", "launch control", "launchcontrol",
    "launchkey", "apc", "push", "nanokontrol", "nanopad", "x-touch", "beatstep", "midi fighter",
    "midifighter", "midi twister", "quneo", "lpd8", "mpd2", "faderfox", "maschine", "oxygen", "platform m",
    "lpmini", "lpx", "lppro", "softstep", "grid"};
/// Kernel clients, each a card, come before the programs (ALSA sequencer).
constexpr int kFirstCard = 16;
constexpr int kFirstProgram = 128;

bool isLetter(char c) noexcept
{
    return std::isalpha(static_cast<unsigned char>(c)) != 0;
}

std::string lower(std::string_view text)
{
    std::string result {text};
    std::ranges::transform(
        result, result.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return result;
}

/// Short words must also end there: "push" is not in "pushkin", but in "push2".
bool hasWord(std::string_view text, std::string_view word)
{
    for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
        const bool begins = at == 0 || !isLetter(text[at - 1]);
        const auto end = at + word.size();
        if (begins && (word.size() > 5 || end == text.size() || !isLetter(text[end])))
            return true;
    }
    return false;
}

template <std::size_t Count>
bool hasAny(std::string_view text, const std::array<std::string_view, Count>& words)
{
    return std::ranges::any_of(words, [text](std::string_view word) { return hasWord(text, word); });
}

std::optional<int> numberAt(std::string_view text)
{
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc {} && end != text.data() ? std::optional {number} : std::nullopt;
}

/// Where " 20:0" begins at the end of an ALSA name; npos when there is none.
std::size_t alsaNumbers(std::string_view name)
{
    const auto space = name.rfind(' ');
    if (space == std::string_view::npos || name.find(':', space) == std::string_view::npos)
        return std::string_view::npos;
    const auto numbers = name.substr(space + 1);
    return numbers.find_first_not_of("0123456789:") == std::string_view::npos ? space
                                                                              : std::string_view::npos;
}

bool isCard(std::optional<int> client)
{
    return client && *client >= kFirstCard && *client < kFirstProgram;
}

bool isHardware(std::string_view name, MidiApi api)
{
    if (api == MidiApi::Alsa) {
        const auto numbers = alsaNumbers(name);
        return numbers != std::string_view::npos && isCard(numberAt(name.substr(numbers + 1)));
    }
    if (name.starts_with("a2j:")) {
        const auto bracket = name.rfind(" [");
        return bracket != std::string_view::npos && isCard(numberAt(name.substr(bracket + 2)));
    }
    constexpr std::array<std::string_view, 6> bridges {
        "system:midi", "alsa:", "alsa_pcm:", "alsa_midi:", "midi-bridge:", "jackmidi:"};
    const auto small = lower(name);
    return std::ranges::any_of(
        bridges, [&small](std::string_view bridge) { return small.starts_with(bridge); });
}

PortKind kindOf(std::string_view name, MidiApi api)
{
    const auto small = lower(name);
    if (hasAny(small, kLoopBacks))
        return PortKind::LoopBack;
    if (hasAny(small, kOwn))
        return PortKind::Own;
    if (hasAny(small, kControllers))
        return PortKind::Controller;
    return isHardware(name, api) ? PortKind::Hardware : PortKind::Software;
}
}  // namespace

std::string_view nameOf(MidiApi api) noexcept
{
    constexpr std::array<std::string_view, 4> names {"auto", "JACK", "JACK through RtMidi", "ALSA"};
    return names[static_cast<std::size_t>(api)];
}

std::string_view nameOf(PortKind kind) noexcept
{
    constexpr std::array<std::string_view, 5> names {
        "hardware", "software", "loop-back", "controller", "own"};
    return names[static_cast<std::size_t>(kind)];
}

PortInfo describePort(std::string_view systemName, MidiApi api)
{
    PortInfo port;
    port.kind = kindOf(systemName, api);
    port.api = api;
    port.name = systemName.substr(0, api == MidiApi::Alsa ? alsaNumbers(systemName) : std::string_view::npos);
    return port;
}

}  // namespace clave
