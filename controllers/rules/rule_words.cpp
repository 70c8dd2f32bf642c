#include "controllers/rules/rule_text.hpp"

#include <fmt/format.h>

namespace clave {
namespace {
using Kind = SurfaceEvent::Kind;

std::string nameOf(std::int8_t capture, std::span<const std::string> captures)
{
    const auto i = static_cast<std::size_t>(capture);
    return capture >= 0 && i < captures.size() ? captures[i] : "unnamed";
}

std::string matchWords(const Match& match, std::span<const std::string> captures)
{
    std::string text;
    switch (match.kind) {
    case Match::Kind::Any:
        text = "*";
        break;
    case Match::Kind::Range:
        text = match.low == match.high ? std::to_string(match.low)
                                       : fmt::format("{}..{}", match.low, match.high);
        break;
    case Match::Kind::Set:
        text = fmt::format("{{{}}}", fmt::join(match.set, ","));
        break;
    case Match::Kind::Same:
        text = "=" + nameOf(match.capture, captures);
        break;
    }
    if (match.negated)
        text = "!" + text;
    if (match.kind == Match::Kind::Same || match.capture < 0)
        return text;
    const std::string name = "$" + nameOf(match.capture, captures);
    return text == "*" ? name : fmt::format("{}:{}", name, text);
}

std::string byteWords(const Rule::Byte& byte, std::span<const std::string> captures)
{
    switch (byte.kind) {
    case Rule::Byte::Kind::Any:
        return "??";
    case Rule::Byte::Kind::AnyRun:
        return "*";
    case Rule::Byte::Kind::Capture:
        return "$" + nameOf(byte.capture, captures);
    case Rule::Byte::Kind::One:
        break;
    }
    const std::string text = fmt::format("{:02X}", fmt::join(byte.bytes, "|"));
    return byte.bytes.size() == 1 ? text : "(" + text + ")";
}

const char* kindWord(const Rule& rule)
{
    switch (rule.kind) {
    case Kind::NoteOn:
        return rule.eitherNote ? "note" : "note_on";
    case Kind::NoteOff:
        return "note_off";
    case Kind::Cc:
        return "cc";
    case Kind::Program:
        return "pc";
    case Kind::Bend:
        return "bend";
    case Kind::Pressure:
        return "pressure";
    case Kind::Poly:
        return "poly";
    case Kind::Nrpn:
        return "nrpn";
    case Kind::Rpn:
        return "rpn";
    case Kind::Start:
        return "start";
    case Kind::Stop:
        return "stop";
    case Kind::Continue:
        return "continue";
    case Kind::SysEx:
        return "sysex";
    default:
        return "nothing";  // no rule looks at it
    }
}
}  // namespace

std::string ruleWords(const Rule& rule, std::span<const std::string> captures)
{
    std::string text = kindWord(rule);
    for (const Rule::Byte& byte : rule.bytes)
        text += " " + byteWords(byte, captures);
    const auto isOpen = [](const Match& match) {
        return match.kind == Match::Kind::Any && match.capture < 0;
    };
    if (!isOpen(rule.channel))
        text += " ch " + matchWords(rule.channel, captures);
    switch (rule.kind) {
    case Kind::Nrpn:
    case Kind::Rpn:
        text +=
            fmt::format(" {}:{}", matchWords(rule.number, captures), matchWords(rule.numberLow, captures));
        break;
    case Kind::NoteOn:
    case Kind::NoteOff:
    case Kind::Cc:
    case Kind::Poly:
        text += " " + matchWords(rule.number, captures);
        break;
    default:
        break;
    }
    return isOpen(rule.value) ? text : text + " " + matchWords(rule.value, captures);
}

}  // namespace clave
