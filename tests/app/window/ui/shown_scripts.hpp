#pragma once

#include "app/window/ui/script_words.hpp"

#include "tests/app/window/ui/some_scripts.hpp"
#include "tests/app/window/ui/ui_rig.hpp"
#include "tests/support/builders.hpp"

#include <memory>
#include <string>
#include <vector>

namespace clave::test {

/// A window that shows the scripts of a song; their files hold what is written here.
struct ShownScripts {
    explicit ShownScripts(ImVec2 size = {1280.0F, 800.0F}, float scale = 1.0F)
        : rig(songOf({row("x... x...")}), size, scale)
    {
        view.python = "3.11.2";
        view.scripts = {someScript("euclid"), someScript("mutate")};
        texts["euclid"] = {1, "a = 1\nb = 2\n", {}};
        texts["mutate"] = {1, "c = 3\n", {}};
        show();
        rig.key(Special::F8);
    }
    void show()
    {
        rig.scripts = std::make_shared<const ScriptsView>(view);
        rig.scriptTexts = std::make_shared<const ScriptTexts>(texts);
        rig.notices = scriptNotices(view);
        rig.frame(2);
    }
    void fail(std::size_t script, std::uint32_t line, const char* text)
    {
        ScriptErrorView error;
        error.type = "NameError";
        error.message = "name 'x' is not defined";
        error.file = view.scripts[script].file;
        error.line = line;
        error.column = 5;
        error.endColumn = 6;
        error.text = text;
        view.scripts[script].error = error;
        show();
    }
    const std::string& text(const char* script)
    {
        return rig.ui.state().screens.scripts.editor.drafts.at("/songs/" + std::string(script) + ".py").text;
    }
    /// What was asked of the scripts since the last call, of one kind.
    template <typename Asked>
    std::vector<Asked> asked()
    {
        std::vector<Asked> found;
        for (const Wish& wish : rig.wishes) {
            if (const auto* const scripts = std::get_if<wish::ForScripts>(&wish)) {
                if (const auto* const what = std::get_if<Asked>(scripts))
                    found.push_back(*what);
            }
        }
        rig.wishes.clear();
        return found;
    }
    /// Clicks below the last line, so that the cursor is at the end of the text.
    void typeAtEnd(const std::string& letters)
    {
        rig.click("script.text");
        rig.type(letters);
    }
    ScriptsView view;
    ScriptTexts texts;
    UiRig rig;
};

}  // namespace clave::test
