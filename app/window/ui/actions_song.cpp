#include "app/window/ui/actions.hpp"
#include "app/window/ui/screens.hpp"

namespace clave {
namespace {
constexpr std::array kActions {
    Action {"save", "Song", "Save",
        [](Context& ui) {
            if (ui.frame.songPath.empty())
                openDialog(ui, Dialog::SaveAs);
            else
                ui.asks.wish(wish::Save {});
        },
        {keys::on('S', keys::kCtrl)}},
    Action {"save-as", "Song", "Save under another name", [](Context& ui) { openDialog(ui, Dialog::SaveAs); },
        {keys::on('S', keys::kCtrlShift)}},
    Action {"open", "Song", "Open a song or a MIDI file", [](Context& ui) { openDialog(ui, Dialog::Open); },
        {keys::on('O', keys::kCtrl)}},
    Action {"new", "Song", "New beat: an empty song", [](Context& ui) { ui.asks.wish(wish::NewSong {}); },
        {keys::on('N', keys::kCtrl)}},
    Action {"demo", "Song", "Open the demo song", [](Context& ui) { ui.asks.wish(wish::OpenDemo {}); }},
    Action {"take-recovery", "Song", "Take the changes that an earlier run left unsaved",
        [](Context& ui) { ui.asks.wish(wish::TakeRecovery {}); }},
    Action {"drop-recovery", "Song", "Drop the changes that an earlier run left unsaved",
        [](Context& ui) { ui.asks.wish(wish::DropRecovery {}); }},
    Action {"quit", "Song", "Quit", [](Context& ui) { ui.asks.wish(wish::Quit {}); },
        {keys::on('Q', keys::kCtrl)}},
};
}  // namespace

std::span<const Action> songActions()
{
    return kActions;
}

}  // namespace clave
