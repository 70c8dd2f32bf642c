#include "controllers/device/port_names.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>

namespace clave {
namespace {
constexpr auto kNone = std::string_view::npos;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string_view trimmed(std::string_view text)
{
    const std::size_t begin = std::min(text.find_first_not_of(' '), text.size());
    text.remove_prefix(begin);
    while (text.ends_with(' '))
        text.remove_suffix(1);
    return text;
}

/// How many digits `text` ends with.
std::size_t digitsAtEnd(std::string_view text)
{
    std::size_t count = 0;
    while (count < text.size() && isDigit(text[text.size() - 1 - count]))
        ++count;
    return count;
}

/// ALSA's " 24:1", which changes with every plug-in.
std::string_view withoutAddress(std::string_view text)
{
    std::string_view rest = text;
    const std::size_t port = digitsAtEnd(rest);
    rest.remove_suffix(port);
    if (port == 0 || !rest.ends_with(':'))
        return text;
    rest.remove_suffix(1);
    const std::size_t client = digitsAtEnd(rest);
    rest.remove_suffix(client);
    return client > 0 && rest.ends_with(' ') ? trimmed(rest) : text;
}

/// "a2j:Launchpad Mini [20] (capture): Launchpad Mini MIDI 1" and PipeWire's "Midi-Bridge:... (capture_0)
/// ...".
std::string_view withoutBridge(std::string_view text)
{
    constexpr std::array<std::string_view, 2> kBridges {"a2j:", "Midi-Bridge:"};
    if (std::ranges::none_of(kBridges, [&](std::string_view bridge) { return text.starts_with(bridge); }))
        return text;
    const std::size_t close = text.rfind(") ") != kNone ? text.rfind(") ") : text.rfind("):");
    if (close == kNone)
        return trimmed(text.substr(text.find(':') + 1));
    const std::string_view rest = text.substr(close + 1);
    return trimmed(rest.substr(rest.starts_with(':') ? 1 : 0));
}

/// "MIDIIN2 (2- LPX MIDI)": the name in the brackets, and the number before them.
PortName withoutWindows(std::string_view text)
{
    PortName port;
    for (const std::string_view begin : {std::string_view("MIDIIN"), std::string_view("MIDIOUT")}) {
        const std::size_t open = text.find(" (");
        if (!text.starts_with(begin) || !text.ends_with(')') || open == kNone)
            continue;
        const char* const first = text.data() + begin.size();
        int index = 0;
        if (std::from_chars(first, text.data() + open, index).ptr != text.data() + open || index < 1)
            continue;
        port.index = index;
        text = text.substr(open + 2, text.size() - open - 3);
        break;
    }
    std::size_t digits = 0;
    while (digits < text.size() && isDigit(text[digits]))
        ++digits;
    if (digits > 0 && text.substr(digits).starts_with("- "))
        text.remove_prefix(digits + 2);
    port.name = trimmed(text);
    return port;
}

/// Takes the number of " (2)" off the end; 1 where there is none.
int takeTwin(std::string_view& text)
{
    std::string_view rest = text;
    if (!rest.ends_with(')'))
        return 1;
    rest.remove_suffix(1);
    const std::string_view number = rest.substr(rest.size() - digitsAtEnd(rest));
    rest.remove_suffix(number.size());
    int twin = 1;
    if (!rest.ends_with(" (")
        || std::from_chars(number.data(), number.data() + number.size(), twin).ec != std::errc {})
        return 1;
    text = trimmed(rest.substr(0, rest.size() - 2));
    return twin;
}

bool takes(std::string_view glob, std::string_view text) noexcept
{
    std::size_t g = 0;
    std::size_t t = 0;
    std::size_t star = kNone;
    std::size_t starText = 0;
    while (t < text.size()) {
        if (g < glob.size() && glob[g] == '*') {
            star = g++;
            starText = t;
        } else if (g < glob.size() && (glob[g] == '?' || lower(glob[g]) == lower(text[t]))) {
            ++g;
            ++t;
        } else if (star != kNone) {
            g = star + 1;
            t = ++starText;
        } else {
            return false;
        }
    }
    return glob.find_first_not_of('*', g) == kNone;
}
}  // namespace

PortName plainPortName(std::string_view raw)
{
    std::string_view text = trimmed(raw);
    const int twin = takeTwin(text);
    text = withoutBridge(withoutAddress(text));
    const std::size_t colon = text.find(':');
    PortName name;
    if (colon == kNone) {
        name = withoutWindows(text);
    } else {
        const std::string_view client = trimmed(text.substr(0, colon));
        const std::string_view port = trimmed(text.substr(colon + 1));
        const bool isSaidTwice = client.empty() || port.starts_with(client);
        name.name = isSaidTwice ? std::string(port) : std::string(client) + " " + std::string(port);
    }
    name.twin = twin;
    return name;
}

bool globTakes(std::string_view glob, const PortName& name) noexcept
{
    int index = 1;
    if (const std::size_t hash = glob.rfind('#'); hash != kNone) {
        std::from_chars(glob.data() + hash + 1, glob.data() + glob.size(), index);
        glob = glob.substr(0, hash);
    }
    return index == name.index && takes(glob, name.name);
}

int globWeight(std::string_view glob) noexcept
{
    return static_cast<int>(std::ranges::count_if(glob, [](char c) { return c != '*' && c != '?'; }));
}

}  // namespace clave
