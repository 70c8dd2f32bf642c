#include "app/window/draft_keeper.hpp"

#include "app/scripts/script_files.hpp"

#include "tests/support/temp_folder.hpp"

#include <doctest/doctest.h>

#include <fstream>

using namespace clave;
using namespace clave::test;

namespace {
void write(const std::string& file, const std::string& text)
{
    std::ofstream(file, std::ios::binary) << text;
}

ScriptsView viewOf(const std::string& file)
{
    ScriptsView view;
    view.scripts.emplace_back();
    view.scripts[0].name = "mine";
    view.scripts[0].file = file;
    return view;
}
}  // namespace

TEST_SUITE("app/window/draft_keeper")
{
    TEST_CASE("what was typed and not saved is kept at the end, and found at the next start")
    {
        const TempFolder folder;
        const auto file = folder.file("mine.py");
        write(file, "a = 1\n");
        EditorState editor;
        editor.drafts[file] = {"a = 2\n", "a = 1\n"};
        DraftKeeper keeper(nullptr);
        const auto said = keeper.finish(editor);
        REQUIRE(said.size() == 1);
        CHECK(said[0].find(draftFile(file)) != std::string::npos);
        CHECK(*readScriptText(file) == "a = 1\n");

        LeftDraftFinder finder;
        CHECK(finder.look(viewOf(file)));
        CHECK(finder.found().at(file) == "a = 2\n");
        CHECK_FALSE(finder.look(viewOf(file)));
        finder.answer(file);
        CHECK(finder.found().empty());
    }

    TEST_CASE("what is kept goes once the text is saved, also that of an earlier run")
    {
        const TempFolder folder;
        const auto file = folder.file("mine.py");
        write(file, "a = 2\n");
        write(draftFile(file), "a = 2\n");
        EditorState editor;
        editor.drafts[file] = {"a = 2\n", "a = 2\n"};
        DraftKeeper keeper(nullptr);
        CHECK(keeper.finish(editor).empty());
        CHECK(readScriptText(draftFile(file)));  // it is none of this run's, and not decided on
        keeper.adopt(file);
        CHECK(keeper.finish(editor).empty());
        CHECK_FALSE(readScriptText(draftFile(file)));
    }

    TEST_CASE("what is saved by now, or was never typed, is not offered")
    {
        const TempFolder folder;
        const auto file = folder.file("mine.py");
        write(file, "a = 2\n");
        EditorState editor;
        editor.drafts[file] = {"a = 2\n", "a = 1\n"};
        CHECK(DraftKeeper(nullptr).finish(editor).empty());
        write(draftFile(file), "a = 2\n");
        LeftDraftFinder finder;
        CHECK_FALSE(finder.look(viewOf(file)));
        LeftDraftFinder other;
        CHECK_FALSE(other.look(viewOf(folder.file("none.py"))));
    }
}
