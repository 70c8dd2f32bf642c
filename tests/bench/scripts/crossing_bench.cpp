#include "core/time/steady_clock.hpp"
#include "scripts/host/interpreter.hpp"

#include "tests/bench/samples.hpp"
#include "tests/bench/scripts/scripts_benchmarks.hpp"
#include "tests/bench/table.hpp"

#include <dlfcn.h>
#include <fmt/format.h>

#include <chrono>
#include <filesystem>
#include <string>

namespace clave::bench {
namespace {

constexpr int kCalls = 200'000;

/// There is no program around this interpreter.
class NoServices final : public InterpreterServices {
public:
    bool tryAnswer(const ScriptAnswer& answer) override
    {
        notes += answer.step.notes.size();
        return true;
    }
    bool tryText(std::string_view, std::string_view, std::size_t&) override { return true; }
    void waitForRoom() override {}
    void beginCall(std::string_view, std::string_view, std::uint32_t, bool) override {}
    void endCall() override {}
    bool isOverBudget() const override { return false; }
    double budgetMs() const override { return 0.0; }
    bool isForked() const override { return false; }
    std::string check(std::string_view, std::string_view) const override { return {}; }
    std::optional<Condition> condition(std::string_view) const override { return std::nullopt; }
    std::optional<Retrig> retrig(std::string_view) const override { return std::nullopt; }
    TimePoint now() const override { return clock.now(); }

    SteadyClock clock;
    std::size_t notes = 0;
};

template <typename Call>
void measure(Table& table, const SteadyClock& clock, const char* what, Call&& call)
{
    Samples us;
    for (int i = 0; i < kCalls; ++i) {
        const TimePoint before = clock.now();
        call(i);
        us.add(std::chrono::duration<double, std::micro> {clock.now() - before}.count());
    }
    constexpr double kNearlyAll = 0.99;
    table.add({what, fmt::format("{:.2f}", us.median()), fmt::format("{:.2f}", us.quantile(kNearlyAll)),
        figure(us.worst())});
}
}  // namespace

void crossing()
{
    Table table {"A call from C++ into Python and back, microseconds", {"", "p50", "p99", "worst"}};
    const std::string file =
        (std::filesystem::read_symlink("/proc/self/exe").parent_path() / kInterpreterFile).string();
    void* const library = ::dlopen(file.c_str(), RTLD_NOW | RTLD_GLOBAL);
    void* const make = library != nullptr ? ::dlsym(library, kMakeInterpreterName) : nullptr;
    NoServices services;
    // Both live as long as the program, as in the child.
    Interpreter* const python = make != nullptr ? reinterpret_cast<MakeInterpreter>(make)(services) : nullptr;
    const std::string why = python != nullptr
        ? python->start({.package = CLAVE_BENCH_SCRIPTS, .runtime = "crossing_runtime", .environment = {}})
        : "there is no Python";
    if (!why.empty()) {
        table.note(why);
        table.print();
        return;
    }
    ScriptAsk ask;
    ask.what = ScriptAsk::What::Step;
    measure(table, services.clock, "the clock alone", [](int) {});
    measure(table, services.clock, "a step that stays as written", [&](int i) {
        ask.index = static_cast<std::uint32_t>(i % 16);
        python->ask(ask);
    });
    ask.track = 1;
    measure(table, services.clock, "a step that comes back with a note", [&](int) { python->ask(ask); });
    measure(table, services.clock, "text made, compiled and run (Csound, Bespoke)",
        [&](int i) { python->text("exec", fmt::format("hook({:f}, )", static_cast<double>(i))); });
    table.note(fmt::format("Python {}; {} notes came back", python->version(), services.notes));
    table.print();
}

}  // namespace clave::bench
