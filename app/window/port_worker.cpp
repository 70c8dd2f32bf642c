#include "app/window/port_worker.hpp"

#include "app/ports/key_inputs.hpp"
#include "core/engine/engine.hpp"

#include <utility>

namespace clave {
namespace {
std::vector<std::string> namesOf(const std::vector<PortInfo>& ports)
{
    std::vector<std::string> names;
    for (const auto& port : ports) {
        if (port.kind != PortKind::Own)
            names.push_back(port.name);
    }
    return names;
}

// Our own port is shown by the name that others see, and opened by a word.
constexpr const char* kOwnInput = "Clave:in";

std::vector<std::string> inputsIn(const PortList& list)
{
    auto names = namesOf(list.inputs);
    if (list.api != MidiApi::Auto)
        names.insert(names.begin(), kOwnInput);
    return names;
}

std::vector<std::string> wordsFor(std::vector<std::string> names)
{
    for (auto& name : names) {
        if (name.starts_with("Clave:"))
            name = "virtual";
    }
    return names.empty() ? std::vector<std::string> {kNoInput} : names;
}
}  // namespace

PortDesk::Worker::Worker(std::shared_ptr<Shared> shared, const Clock& clock, Setup setup)
    : shared_(std::move(shared))
    , clock_(clock)
    , setup_(std::move(setup))
    , outputs_([options = setup_.options](const PortChoice& choice) { return openOutput(choice, options); },
          setup_.opened, setup_.ports, setup_.wishes)
{
    show({});
}

void PortDesk::Worker::run()
{
    for (;;) {
        std::function<void(Worker&)> job;
        {
            std::unique_lock lock(shared_->mutex);
            shared_->isBusy = false;
            shared_->wake.wait(lock, [&] { return shared_->isOver || !shared_->jobs.empty(); });
            if (shared_->jobs.empty())
                return;
            job = std::move(shared_->jobs.front());
            shared_->jobs.pop_front();
            shared_->isBusy = true;
        }
        job(*this);
        if (setup_.onNews && !isOver())
            setup_.onNews();
    }
}

void PortDesk::Worker::look()
{
    const auto list = listPorts(setup_.options.api);
    carryOut(outputs_.retry(list));
    show(list);
}

void PortDesk::Worker::follow(const std::vector<PortSetup>& ports)
{
    const auto list = listPorts(setup_.options.api);
    carryOut(outputs_.follow(ports, list));
    show(list);
}

void PortDesk::Worker::useOutput(std::size_t number, const std::string& wanted)
{
    const auto list = listPorts(setup_.options.api);
    auto changes = outputs_.use(number, wanted, list);
    if (changes)
        carryOut(std::move(*changes));
    else
        say(changes.error().message);
    show(list);
    const auto& wishes = outputs_.wishes();
    remember([&](Settings& settings) {
        settings.outputs = wishes.ports;
        if (!wishes.main.empty())
            settings.outputs[""] = wishes.main;
    });
}

void PortDesk::Worker::useInputs(const std::vector<std::string>& names)
{
    auto wish = setup_.listening;
    wish.inputs = wordsFor(names);
    if (listen(std::move(wish)))
        remember([&](Settings& settings) { settings.inputs = setup_.listening.inputs; });
}

void PortDesk::Worker::useSync(SyncKind kind, const std::string& input)
{
    auto wish = setup_.listening;
    wish.sync = {};
    wish.sync.kind = kind;
    wish.sync.input = input;
    (void)listen(std::move(wish));
    show(listPorts(setup_.options.api));
}

void PortDesk::Worker::remember(const std::function<void(Settings&)>& change)
{
    if (setup_.settings.empty())
        return;
    if (const auto saved = changeSettings(setup_.settings, change); !saved)
        say(saved.error().message);
}

bool PortDesk::Worker::isOver() const
{
    const std::scoped_lock lock(shared_->mutex);
    return shared_->isOver;
}

void PortDesk::Worker::say(std::string sentence)
{
    const std::scoped_lock lock(shared_->mutex);
    shared_->news.push_back(std::move(sentence));
}

void PortDesk::Worker::carryOut(std::vector<OutputDesk::Change> changes)
{
    for (auto& change : changes) {
        const std::scoped_lock lock(shared_->engineMutex);
        if (shared_->engine != nullptr)
            shared_->engine->replaceOutput(change.number, std::move(change.output));
    }
}

// What is open is closed first: a port of our own has one name, and some devices one place.
bool PortDesk::Worker::listen(ListeningWish wish)
{
    const std::scoped_lock lock(shared_->engineMutex);
    if (shared_->engine == nullptr)
        return false;
    const Tempo tempo = shared_->engine->status().tempo;
    shared_->engine->setInputs({});
    shared_->engine->replaceSync(nullptr);
    auto notices = startListening(*shared_->engine, wish, tempo, clock_);
    if (!notices) {
        say(notices.error().message);
        (void)startListening(*shared_->engine, setup_.listening, tempo, clock_);
        return false;
    }
    setup_.listening = std::move(wish);
    for (auto& notice : *notices)
        say(std::move(notice));
    return true;
}

void PortDesk::Worker::show(const PortList& list)
{
    PortsView view;
    view.outputs = outputs_.shown();
    view.outputChoices = namesOf(list.outputs);
    view.inputChoices = inputsIn(list);
    view.clockInput = setup_.listening.sync.input;
    view.troubles = outputs_.troubles();
    view.isSilent = outputs_.isSilent();
    view.isWaiting = outputs_.isWaiting();
    const std::scoped_lock lock(shared_->mutex);
    view.version = shared_->view.version + 1;
    shared_->view = std::move(view);
}

}  // namespace clave
