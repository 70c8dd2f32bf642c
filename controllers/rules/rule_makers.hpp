#pragma once

#include "controllers/rules/rules_chain.hpp"

#include <cstdint>
#include <initializer_list>

/// Rules made by code instead of text:
///
///     RulesChain {.name = "FILTER",
///         .rules = {rule::cc(rule::is(74), rule::caught(0)), rule::cc(rule::is(27), rule::is(0))},
///         .captures = {"v"}};
///
/// Nothing is checked here; what is wrong never fires (chain_engine.hpp).
namespace clave::rule {

[[nodiscard]] Match is(std::uint16_t number);
/// Both included.
[[nodiscard]] Match between(std::uint16_t low, std::uint16_t high);
[[nodiscard]] Match oneOf(std::initializer_list<std::uint16_t> numbers);
[[nodiscard]] Match isNot(Match match);
/// Binds what `match` takes to a capture of the chain, by its number.
[[nodiscard]] Match caught(std::int8_t capture, Match match = {});
[[nodiscard]] Match same(std::int8_t capture);

/// On or off.
[[nodiscard]] Rule note(Match key = {}, Match value = {});
[[nodiscard]] Rule noteOn(Match key = {}, Match velocity = {});
[[nodiscard]] Rule noteOff(Match key = {}, Match velocity = {});
[[nodiscard]] Rule cc(Match controller = {}, Match value = {});
[[nodiscard]] Rule program(Match number = {});
[[nodiscard]] Rule bend(Match value = {});
[[nodiscard]] Rule pressure(Match value = {});
[[nodiscard]] Rule poly(Match key = {}, Match value = {});
[[nodiscard]] Rule nrpn(Match msb, Match lsb, Match value = {});
[[nodiscard]] Rule rpn(Match msb, Match lsb, Match value = {});
/// Start, Stop or Continue.
[[nodiscard]] Rule transport(SurfaceEvent::Kind kind);
/// From F0 to F7, none of them open.
[[nodiscard]] Rule sysEx(std::initializer_list<std::uint8_t> bytes);
/// The same rule on this channel only, from 1 to 16.
[[nodiscard]] Rule onChannel(std::uint16_t channel, Rule rule);

}  // namespace clave::rule
