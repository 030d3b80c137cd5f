//! The command heavylegs.

fn main() {
    let text = std::io::read_to_string(std::io::stdin()).unwrap_or_default();
    match heavylegs::Engine::builtin().assess_json(&text) {
        Ok(answer) => println!("{answer}"),
        Err(error) => eprintln!("{error}"),
    }
}
