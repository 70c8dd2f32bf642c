#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>

namespace clave::wish {

// What a person asks of the song's scripts in the window; `script` is ScriptView::name.

struct AddScript {
    std::string path;
};
/// Writes a new file, which must not be there yet, and adds it.
struct NewScript {
    std::string path;
    std::string text;
};
struct RemoveScript {
    std::string script;
};
struct ReloadScript {
    std::string script;
};
struct EnableScript {
    std::string script;
    bool on = true;
};
struct UnbenchScript {
    std::string script;
};
struct TrustScript {
    std::string script;  ///< empty: all that ask
};
/// Saves its whole text into its file, from which it is loaded anew.
struct SaveScript {
    std::string script;
    std::string text;
};
struct TurnKnob {
    std::string script;
    std::string knob;
    double value = 0.0;
};
struct PressButton {
    std::string script;
    std::string button;
};
struct Evaluate {
    std::string script;  ///< empty: in the shared namespace
    std::string text;
};
struct Complete {
    std::string script;
    std::string text;
    std::size_t cursor = 0;  ///< in bytes
};

/// What a track has played in the last bars becomes a pattern of plain steps.
struct PrintHeard {
    std::uint32_t track = 0;  ///< its id
    std::uint32_t bars = 1;
};

using ForScripts = std::variant<AddScript, NewScript, RemoveScript, ReloadScript, EnableScript, UnbenchScript,
    TrustScript, SaveScript, TurnKnob, PressButton, Evaluate, Complete, PrintHeard>;

}  // namespace clave::wish
