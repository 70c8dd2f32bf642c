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
/// The same while a hand holds it.
struct DragKnob {
    std::string script;
    std::string knob;
    double value = 0.0;
    std::uint64_t gesture = 0;
};
/// The hand stops halfway.
struct TakeBackKnob {
    std::uint64_t gesture = 0;
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

/// What an earlier run left of a text is in the editor now, or not wanted any more.
struct AnswerDraft {
    std::string file;
    bool isTaken = false;
};

using ForScripts = std::variant<AddScript, NewScript, RemoveScript, ReloadScript, EnableScript, UnbenchScript,
    TrustScript, SaveScript, TurnKnob, DragKnob, TakeBackKnob, PressButton, Evaluate, Complete, AnswerDraft>;

}  // namespace clave::wish
