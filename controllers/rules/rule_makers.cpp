#include "controllers/rules/rule_makers.hpp"

#include <utility>

namespace clave::rule {
namespace {
using Kind = SurfaceEvent::Kind;

Rule parameter(Kind kind, Match msb, Match lsb, Match value)
{
    return {.kind = kind, .number = std::move(msb), .numberLow = std::move(lsb), .value = std::move(value)};
}
}  // namespace

Match is(std::uint16_t number)
{
    return between(number, number);
}

Match between(std::uint16_t low, std::uint16_t high)
{
    return {.kind = Match::Kind::Range, .low = low, .high = high};
}

Match oneOf(std::initializer_list<std::uint16_t> numbers)
{
    return {.kind = Match::Kind::Set, .set = numbers};
}

Match isNot(Match match)
{
    match.negated = !match.negated;
    return match;
}

Match caught(std::int8_t capture, Match match)
{
    match.capture = capture;
    return match;
}

Match same(std::int8_t capture)
{
    return {.kind = Match::Kind::Same, .capture = capture};
}

Rule note(Match key, Match value)
{
    return {.kind = Kind::NoteOn, .eitherNote = true, .number = std::move(key), .value = std::move(value)};
}

Rule noteOn(Match key, Match velocity)
{
    return {.kind = Kind::NoteOn, .number = std::move(key), .value = std::move(velocity)};
}

Rule noteOff(Match key, Match velocity)
{
    return {.kind = Kind::NoteOff, .number = std::move(key), .value = std::move(velocity)};
}

Rule cc(Match controller, Match value)
{
    return {.kind = Kind::Cc, .number = std::move(controller), .value = std::move(value)};
}

Rule program(Match number)
{
    return {.kind = Kind::Program, .value = std::move(number)};
}

Rule bend(Match value)
{
    return {.kind = Kind::Bend, .value = std::move(value)};
}

Rule pressure(Match value)
{
    return {.kind = Kind::Pressure, .value = std::move(value)};
}

Rule poly(Match key, Match value)
{
    return {.kind = Kind::Poly, .number = std::move(key), .value = std::move(value)};
}

Rule nrpn(Match msb, Match lsb, Match value)
{
    return parameter(Kind::Nrpn, std::move(msb), std::move(lsb), std::move(value));
}

Rule rpn(Match msb, Match lsb, Match value)
{
    return parameter(Kind::Rpn, std::move(msb), std::move(lsb), std::move(value));
}

Rule transport(SurfaceEvent::Kind kind)
{
    return {.kind = kind};
}

Rule sysEx(std::initializer_list<std::uint8_t> bytes)
{
    Rule rule {.kind = Kind::SysEx};
    for (const std::uint8_t byte : bytes)
        rule.bytes.push_back({.bytes = {byte}});
    return rule;
}

Rule onChannel(std::uint16_t channel, Rule rule)
{
    rule.channel = is(channel);
    return rule;
}

}  // namespace clave::rule
