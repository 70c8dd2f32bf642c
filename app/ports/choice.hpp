#pragma once

#include "app/ports/port_list.hpp"
#include "core/base/result.hpp"

#include <string>
#include <string_view>

namespace clave {

/// Where an output is to play.
struct PortChoice {
    enum class What {
        Port,  ///< the port `port`
        Synth,  ///< the built-in synth
        Virtual,  ///< a port of our own that other programs connect to
        Silent,  ///< nowhere
    };
    What what = What::Silent;
    PortInfo port;  ///< with Port
    std::string offered;  ///< a hardware port that could be played instead; empty when there is none
    std::string notice;  ///< something a person should know, as one sentence; mostly empty
};

/// What is asked for.
struct PortWish {
    std::string
        out;  ///< of --out: part of a name in any case, or "synth", "virtual", "none"; empty: not given
    std::string songMatch;  ///< what the song names (PortSetup::match), the same way; empty: nothing
};

/// The port that `wanted` means: the one of exactly that name, else the only one whose name contains it, in
/// any case. Fails, with what there is, when there is none or more than one.
/// \param words that may be given instead of a name, for the sentence.
[[nodiscard]] Result<PortInfo> findPort(std::string_view wanted, const std::vector<PortInfo>& ports,
    const std::vector<std::string_view>& words = {"synth", "virtual", "none"});
/// The same among inputs.
[[nodiscard]] Result<PortInfo> findInput(std::string_view wanted, const std::vector<PortInfo>& ports,
    const std::vector<std::string_view>& words = {"virtual"});

/// Where to play: what --out names; else what the song names; else the synth if audio opens; else the only
/// hardware port; else a virtual port; else nowhere. Loop-backs, own ports and controllers only by name.
///
/// Fails only for a --out that cannot be had. Pure: the same answer for the same arguments.
/// \param audioOpens whether the built-in synth can be heard.
[[nodiscard]] Result<PortChoice> chooseOutput(const PortWish& wish, const PortList& list, bool audioOpens);

}  // namespace clave
