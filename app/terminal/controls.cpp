#include "app/terminal/controls.hpp"

#include <algorithm>

namespace clave {
namespace {
constexpr double kStep = 1.0;
constexpr double kFineStep = 0.1;

Controls::Result ask(CommandWhat what, std::uint64_t gesture = 0)
{
    return {{{std::move(what), gesture}}, Controls::Wish::Nothing};
}

Controls::Result wish(Controls::Wish wanted)
{
    return {{}, wanted};
}

Controls::Result toggleMute(const Song& song, std::size_t track)
{
    return track < song.tracks.size() ? ask(ToggleMute {track}) : Controls::Result {};
}

// Counts on from what is queued by hand, so that n n means the one after the next; around at the ends.
Controls::Result launchScene(const Controls::Now& now, int step)
{
    const auto count = static_cast<int>(now.snapshot.song->scenes.size());
    if (count == 0)
        return {};
    const bool isQueued = now.status.queuedScene >= 0 && !now.snapshot.performance.songMode;
    const int from = isQueued ? now.status.queuedScene : now.status.scene;
    const int wanted = from < 0 ? 0 : ((from + step) % count + count) % count;
    return ask(LaunchScene {static_cast<std::size_t>(wanted), std::nullopt, false});
}
}  // namespace

Controls::Result Controls::press(Key key, const Now& now)
{
    if (key.what == Key::What::Character)
        return pressCharacter(key.character, now);
    return pressSpecial(key.what, now);
}

Controls::Result Controls::pressCharacter(char character, const Now& now)
{
    const Song& song = *now.snapshot.song;
    if (character >= '1' && character <= '9')
        return toggleMute(song, static_cast<std::size_t>(character - '1'));
    switch (character) {
    case ' ':
        return now.status.playing ? ask(Stop {}) : ask(Play {});
    case '.':
        return changeTempo(now, kFineStep);
    case ',':
        return changeTempo(now, -kFineStep);
    case 't':
        return tap(now);
    case 'm':
        return toggleMute(song, selected(song));
    case 'n':
        return launchScene(now, 1);
    case 'p':
        return launchScene(now, -1);
    case 'z':
        tempo_.forget();
        return ask(Undo {});
    case 'y':
        tempo_.forget();
        return ask(Redo {});
    case 'j':
        select(song, 1);
        return {};
    case 'k':
        select(song, -1);
        return {};
    case '?':
        showsKeys_ = !showsKeys_;
        return {};
    case 'o':
        return wish(Wish::MoveTrack);
    case 's':
        return wish(Wish::Save);
    case 'q':
        return wish(Wish::Quit);
    default:
        return {};
    }
}

Controls::Result Controls::pressSpecial(Key::What what, const Now& now)
{
    const Song& song = *now.snapshot.song;
    switch (what) {
    case Key::What::Up:
        return changeTempo(now, kStep);
    case Key::What::Down:
        return changeTempo(now, -kStep);
    case Key::What::ShiftUp:
        return changeTempo(now, kFineStep);
    case Key::What::ShiftDown:
        return changeTempo(now, -kFineStep);
    case Key::What::Right:
    case Key::What::Tab:
        select(song, 1);
        return {};
    case Key::What::Left:
    case Key::What::BackTab:
        select(song, -1);
        return {};
    case Key::What::Character:
        break;
    }
    return {};
}

Controls::Result Controls::changeTempo(const Now& now, double delta)
{
    const Tempo current = now.status.playing ? now.status.tempo : now.snapshot.song->tempo;
    const auto change = tempo_.press(now.time, current, delta);
    return ask(SetTempo {change.tempo}, change.gesture);
}

Controls::Result Controls::tap(const Now& now)
{
    const auto tempo = tap_.tap(now.time);
    if (!tempo)
        return {};
    const auto change = tempo_.set(now.time, *tempo);
    return ask(SetTempo {change.tempo}, change.gesture);
}

void Controls::select(const Song& song, int step)
{
    const auto count = static_cast<int>(song.tracks.size());
    if (count > 0)
        selected_ = static_cast<std::size_t>((static_cast<int>(selected(song)) + step + count) % count);
}

std::size_t Controls::selected(const Song& song) const noexcept
{
    return song.tracks.empty() ? 0 : std::min(selected_, song.tracks.size() - 1);
}

}  // namespace clave
