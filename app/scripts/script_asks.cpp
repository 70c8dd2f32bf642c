#include "app/scripts/script_desk.hpp"
#include "app/scripts/script_files.hpp"
#include "app/scripts/script_knobs.hpp"
#include "core/base/utf8.hpp"
#include "core/io/durable_file.hpp"
#include "core/io/json_value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

// The part of the desk that others call: most of it is handed on to the desk's own thread.

namespace clave {

ScriptsViewPtr ScriptDesk::views() const
{
    const std::scoped_lock lock(mutex_);
    return view_;
}

GhostsViewPtr ScriptDesk::ghosts() const
{
    areGhostsWanted_.store(true, std::memory_order_relaxed);
    const std::scoped_lock lock(mutex_);
    return ghosts_;
}

std::vector<std::string> ScriptDesk::takeNews()
{
    const std::scoped_lock lock(mutex_);
    return std::exchange(news_, {});
}

void ScriptDesk::add(std::string path)
{
    post([path = std::move(path), now = clock_.now()](ScriptWork& work) { work.add(path, now); });
}

void ScriptDesk::remove(const std::string& script)
{
    post([script, now = clock_.now()](ScriptWork& work) { work.remove(script, now); });
}

void ScriptDesk::reload(const std::string& script)
{
    post([script](ScriptWork& work) { work.roster().reload(script); });
}

void ScriptDesk::enable(const std::string& script, bool on)
{
    post([script, on, now = clock_.now()](ScriptWork& work) { work.enable(script, on, now); });
}

void ScriptDesk::trust(const std::string& script)
{
    post([script](ScriptWork& work) { work.trust(script); });
}

std::string ScriptDesk::fileOf(const std::string& script) const
{
    const auto view = views();
    const auto found = std::ranges::find(view->scripts, script, &ScriptView::name);
    return found != view->scripts.end() ? found->file : std::string {};
}

Result<std::string> ScriptDesk::text(const std::string& script) const
{
    const auto file = fileOf(script);
    if (file.empty())
        return fail(fmt::format("there is no script \"{}\"", script));
    return readScriptText(file);
}

// Who writes a script in Clave wants it to run.
Result<void> ScriptDesk::setText(const std::string& script, std::string text)
{
    const auto file = fileOf(script);
    if (file.empty())
        return fail(fmt::format("there is no script \"{}\"", script));
    if (!isUtf8(text) || text.size() > kMaxScriptBytes)
        return fail(fmt::format("{} is no text that Python reads", script));
    if (auto saved = saveDurably(file, text); !saved)
        return saved;
    post([file, text = std::move(text)](ScriptWork& work) {
        work.roster().trusted().trust(file, text);
        work.onFile(file, text);
    });
    return {};
}

void ScriptDesk::knob(const std::string& script, const std::string& knob, double value)
{
    post(
        [script, knob, value, now = clock_.now()](ScriptWork& work) { work.turn(script, knob, value, now); });
}

void ScriptDesk::drag(const std::string& script, const std::string& knob, double value, std::uint64_t gesture)
{
    post([script, knob, value, gesture, now = clock_.now()](
             ScriptWork& work) { work.turn(script, knob, value, now, gesture); });
}

void ScriptDesk::takeBack(std::uint64_t gesture)
{
    post([gesture](ScriptWork& work) { work.takeBack(gesture); });
}

void ScriptDesk::keepDraft(const std::string& file, std::optional<std::string> text)
{
    watcher_->later([file = draftFile(file), text = std::move(text)] {
        std::error_code ignored;
        if (text)
            (void)saveDurably(file, *text);  // the window says so when it cannot be kept at the end
        else
            std::filesystem::remove(file, ignored);
    });
}

void ScriptDesk::press(const std::string& script, const std::string& button)
{
    post([script, button](ScriptWork& work) { work.roster().press(script, button); });
}

void ScriptDesk::keepInSong()
{
    (void)kept_.waitFor(Nanoseconds {0});  // what came after somebody's patience was over
    post([this](ScriptWork& work) {
        work.keep(clock_.now());
        isKeeping_ = true;
    });
    (void)kept_.waitFor(kTimeToKeep);
}

std::uint64_t ScriptDesk::evaluate(const std::string& script, std::string text)
{
    const std::uint64_t id = ++ids_;
    post([=, text = std::move(text)](ScriptWork& work) { work.evaluate(id, script, text, {}); });
    return id;
}

std::uint64_t ScriptDesk::complete(const std::string& script, std::string text, std::size_t cursor)
{
    const std::uint64_t id = ++ids_;
    post([=, text = std::move(text)](ScriptWork& work) { work.complete(id, script, text, cursor, {}); });
    return id;
}

void ScriptDesk::ask(const std::string& script, std::string text, ScriptTalk::OnReply onReply)
{
    post([id = ++ids_, script, text = std::move(text), onReply = std::move(onReply)](
             ScriptWork& work) { work.evaluate(id, script, text, onReply); });
}

void ScriptDesk::askWords(
    const std::string& script, std::string text, std::size_t cursor, ScriptTalk::OnReply onReply)
{
    post([id = ++ids_, script, text = std::move(text), cursor, onReply = std::move(onReply)](
             ScriptWork& work) { work.complete(id, script, text, cursor, onReply); });
}

void ScriptDesk::waitUntilReady(Nanoseconds patience)
{
    post([this](ScriptWork&) { isAwaited_ = true; });
    (void)ready_.waitFor(patience);
}

void ScriptDesk::useSongPaths(std::function<std::string(DocumentId)> pathOf)
{
    const std::scoped_lock lock(mutex_);
    pathOf_ = std::move(pathOf);
}

void ScriptDesk::useControllers(Controllers controllers)
{
    const std::scoped_lock lock(controllersMutex_);
    controllers_ = std::move(controllers);
    if (controllers_.wish && wish_ != nullptr)
        controllers_.wish(wish_);
    if (controllers_.knobs)
        controllers_.knobs(knobs_);
}

void ScriptDesk::turn(std::size_t knob, double way)
{
    if (const auto turned = knobTurn(*views(), knob, way))
        this->knob(turned->script, turned->knob, turned->value);
}

void ScriptDesk::heard(const GuestNews& news)
{
    constexpr std::size_t kFew = 8;  // it is awake when there are more
    if (!hands_.tryPush(news))
        leftOut_.fetch_add(1, std::memory_order_relaxed);
    else if (hands_.sizeApprox() <= kFew)
        wake();
}

void ScriptDesk::useDevices(std::vector<GuestDevice> devices)
{
    post([devices = std::move(devices)](ScriptWork& work) { work.onDevices(devices); });
}

void ScriptDesk::call(const std::string& name, std::span<const int> values)
{
    JsonOut list = JsonOut::list();
    for (const int value : values)
        list.add(JsonOut::whole(value));
    callWith(name, jsonLine(list));
}

void ScriptDesk::callWith(const std::string& name, const std::string& values)
{
    tellList("call", "name", name, "values", values);
}

void ScriptDesk::osc(const std::string& path, const std::string& values)
{
    tellList("osc", "path", path, "args", values);
}

void ScriptDesk::tellList(std::string_view kind, std::string_view nameKey, const std::string& name,
    std::string_view listKey, const std::string& list)
{
    const JsonTree tree = JsonTree::parse(list);
    if (!tree.isWhole() || !tree.problems().empty())
        return;
    JsonOut out = JsonOut::object();
    out.add(nameKey, JsonOut::text(name));
    out.add(listKey, jsonOut(tree, tree.root()));
    post([kind = std::string(kind), text = jsonLine(out)](ScriptWork& work) { work.tell(kind, text); });
}

}  // namespace clave
