#pragma once

#include "controllers/midi/surface_event.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace clave {

/// Which numbers a rule takes: "74", "1..127", "{1,3,5}", "!0", "*", "$v", "$v:1..127", "=v".
struct Match {
    enum class Kind : std::uint8_t { Any, Range, Set, Same };
    Kind kind = Kind::Any;
    bool negated = false;
    std::uint16_t low = 0;  ///< of Range, both included
    std::uint16_t high = 0;
    std::vector<std::uint16_t> set {};
    std::int8_t capture = -1;  ///< binds (Same: must equal) this capture; -1: none
};

/// One message of a chain: "cc 74 $v", "nrpn 60:32..39 1..127", "sysex F0 7E ?? * F7".
struct Rule {
    SurfaceEvent::Kind kind = SurfaceEvent::Kind::Cc;
    bool eitherNote = false;  ///< "note": on or off
    Match channel {};
    Match number {};
    Match numberLow {};  ///< of nrpn and rpn: number matches the msb, this one the lsb
    Match value {};
    struct Byte {
        enum class Kind : std::uint8_t { One, Any, AnyRun, Capture };
        Kind kind = Kind::One;
        std::vector<std::uint8_t> bytes {};  ///< of One: any of these
        std::int8_t capture = -1;  ///< of Capture
    };
    std::vector<Byte> bytes {};  ///< of sysex
    std::string text {};  ///< as written; empty when it was made by code
};

/// Messages that mean something together, in this order, from one source.
struct RulesChain {
    enum class Gap : std::uint8_t { Alphabet, Channel, Strict };
    static constexpr std::size_t kMostRules = 16;
    static constexpr std::size_t kMostCaptures = 8;

    std::string name {};
    std::vector<Rule> rules {};  ///< 1 to 16
    Gap gap = Gap::Alphabet;
    std::uint32_t withinMs = 500;  ///< from the first to the last, both included; of no matter for one rule
    std::uint32_t gapMs = 0;  ///< between neighbours; 0: no limit
    bool across = false;  ///< from different channels too
    bool overlap = false;
    bool defer = false;
    bool exclusive = false;
    bool consumeLast = false;
    int priority = 0;
    std::vector<std::string> captures {};  ///< names, in the order of their numbers
};

}  // namespace clave
