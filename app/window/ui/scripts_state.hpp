#pragma once

#include "app/window/ui/script_text.hpp"
#include "core/time/time_point.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace clave {

/// The parts of the Script screen that the keyboard goes to, in the order of Tab.
enum class ScriptPart : std::uint8_t { Text, Controls, Console, Log };

/// A script's text as it stands in the editor.
struct ScriptDraft {
    std::string text;
    std::string base;  ///< what the file held when the two were last the same, or known to differ
    bool isLeft = false;  ///< from an earlier run: what the file holds is not looked at yet
};

struct EditorState {
    std::map<std::string, ScriptDraft> drafts;  ///< by file; kept while other scripts are looked at
    bool isTyping = false;  ///< it has the keyboard
    bool wantsKeys = false;  ///< it is to have it
    std::optional<TextPlace> jump;  ///< where the cursor is to go
    std::size_t cursor = 0;  ///< in bytes
    std::size_t length = 0;  ///< of the text when it was last drawn
    bool hasMoved = false;  ///< the cursor has, so that it has to be seen
    int newLineIn = 0;  ///< frames in which a new line may come that was typed, not pasted; -1: it has come
    int saveIn = 0;  ///< frames until the text is saved, so that letters typed before have come; 0: not asked
};

struct ConsoleState {
    std::string typed;
    bool isShared = false;  ///< in no script's namespace
    bool isTyping = false;
    bool wantsKeys = false;
    std::vector<std::string> history;  ///< oldest first
    std::size_t at = 0;  ///< of the history; its size: what is typed now
    std::string unsent;  ///< what was typed before the history was gone through
    std::optional<std::string> put;  ///< comes into the field with the next frame
    std::size_t cursor = 0;  ///< in bytes
    std::optional<std::uint64_t> completionBefore;  ///< the answer before the one that is awaited
    std::string completionFor;  ///< the text it was asked for
    std::size_t completionCursor = 0;
    std::vector<std::string> offered;  ///< words, of which more letters choose one
    std::size_t entriesSeen = 0;
    int sendIn = 0;  ///< as saveIn
};

/// A knob's value that was asked for: it stands until the script has had the time to answer, so that two
/// quick keys count twice.
struct AskedControl {
    std::string script;
    std::string control;
    double value = 0.0;
    TimePoint at {};
};

/// What the Script screen remembers.
struct ScriptsState {
    std::string chosen;  ///< ScriptView::name; none of that name: the first one
    ScriptPart part = ScriptPart::Text;
    EditorState editor;
    int control = 0;  ///< that the keyboard is on
    bool typesControl = false;  ///< its value is to be typed
    std::optional<AskedControl> asked;
    ConsoleState console;
    std::uint64_t logSeen = 0;
};

}  // namespace clave
