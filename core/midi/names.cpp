#include "core/midi/names.hpp"

#include <fmt/format.h>

#include <charconv>

namespace clave {
namespace {
constexpr std::string_view kNames[] = {"C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"};
constexpr int kOctaveOfNoteZero = -2;

std::optional<int> parseInt(std::string_view text)
{
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc {} || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

std::optional<int> inRange(int note)
{
    return note >= 0 && note <= 127 ? std::optional {note} : std::nullopt;
}

std::string systemInWords(const Message& message)
{
    switch (message.bytes[0]) {
    case Message::kSongPosition:
        return fmt::format("song position {}", message.songPosition());
    case Message::kClock:
        return "clock";
    case Message::kStart:
        return "start";
    case Message::kContinue:
        return "continue";
    case Message::kStop:
        return "stop";
    default:
        return fmt::format("system {:02x}", message.bytes[0]);
    }
}
}  // namespace

std::string noteName(int note)
{
    return fmt::format("{}{}", kNames[note % 12], note / 12 + kOctaveOfNoteZero);
}

std::optional<int> parseNote(std::string_view text)
{
    if (const auto number = parseInt(text))
        return inRange(*number);
    if (text.empty())
        return std::nullopt;
    constexpr int kSemitones[] = {9, 11, 0, 2, 4, 5, 7};  // A to G
    const char letter = static_cast<char>(text[0] & ~0x20);
    if (letter < 'A' || letter > 'G')
        return std::nullopt;
    int semitone = kSemitones[letter - 'A'];
    text.remove_prefix(1);
    while (!text.empty() && (text[0] == '#' || text[0] == 'b')) {
        semitone += text[0] == '#' ? 1 : -1;
        text.remove_prefix(1);
    }
    const auto octave = parseInt(text);
    if (!octave || *octave < -3 || *octave > 9)
        return std::nullopt;
    return inRange((*octave - kOctaveOfNoteZero) * 12 + semitone);
}

std::string inWords(const Message& message)
{
    const int first = message.bytes[1];
    const int second = message.bytes[2];
    switch (message.kind()) {
    case 0x80:
        return fmt::format("note-off {} {}", noteName(first), second);
    case 0x90:
        return fmt::format("{} {} {}", message.isNoteOn() ? "note-on" : "note-off", noteName(first), second);
    case 0xA0:
        return fmt::format("poly-pressure {} {}", noteName(first), second);
    case 0xB0:
        return fmt::format("cc {} {}", first, second);
    case 0xC0:
        return fmt::format("program {}", first + 1);
    case 0xD0:
        return fmt::format("pressure {}", first);
    case 0xE0:
        return fmt::format("bend {}", (second << 7 | first) - 8192);
    default:
        return systemInWords(message);
    }
}

std::string inHex(const Message& message)
{
    return fmt::format("{:02x}", fmt::join(message.span(), " "));
}

}  // namespace clave
